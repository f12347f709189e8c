using System.Globalization;
using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Questions;

/// <summary>What memory does the exact step take over uniform, and does it grow?</summary>
/// <param name="subjects">The models whose buffers are counted, the smallest first.</param>
internal sealed class MemoryQuestion(IReadOnlyList<Subject> subjects) : IQuestion
{
    private const string MMPareto = "mmpareto";
    private const string Uniform = "uniform";
    private const string Growth = "memory/growth";
    private const int PeakSteps = 5;
    private const int PeakRepeats = 2;
    private const int FullSteps = 10_000;
    private const int QuickSteps = 20;

    public string Name => "memory";

    public string Summary => "buffers of the exact step over uniform, peak resident size, and its growth over 10,000 steps";

    public IReadOnlyList<Subject> Subjects => subjects;

    public IReadOnlyList<Bar> Bars { get; } =
    [
        .. subjects.Select(subject => new Bar(
            Buffers(subject), 5, $"{subject.Name}: bytes of gradient rows over one gradient, over bytes of encoder parameters", 1, Units.Ratio)),
        new(Growth, 5, $"{subjects[0].Name}: growth of the resident size from step 1000 to step 10,000", 1, Units.Percent),
    ];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var chosen = Subject.Chosen(subjects, options);
        foreach (var subject in chosen) CountBuffers(subject, findings);
        MeasurePeaks(chosen.FirstOrDefault(subject => subject.Name == Subject.ResNet.Name) ?? chosen[0], progress, findings);
        MeasureGrowth(subjects[0], options.Quick ? QuickSteps : FullSteps, progress, findings);
        findings.Note("Uniform needs one gradient for each parameter, as any training does; what gradient rows take beyond that is counted. "
            + "Peaks are of processes of their own, which train a few steps and end.");
        return findings;
    }

    private static string Buffers(Subject subject) => $"memory/{subject.Name}";

    private static void CountBuffers(Subject subject, Findings findings)
    {
        using var trainee = new Trainee(subject, Engine.Default);
        long Taken(string method)
        {
            var step = trainee.Step(method);
            step.Take();
            return step.Rows.Sum(rows => rows.Buffer.numel() * rows.Buffer.element_size());
        }
        var parameters = trainee.Model.Groups.SelectMany(group => group.Module.parameters())
            .DistinctBy(parameter => parameter.Handle).Sum(parameter => parameter.numel() * parameter.element_size());
        var (mmpareto, uniform) = (Taken(MMPareto), Taken(Uniform));
        findings.Add(Buffers(subject), (double)(mmpareto - parameters) / parameters);
        findings.Add(subject.Name, "encoder parameters", parameters, Units.Bytes);
        findings.Add(subject.Name, "gradient rows of mmpareto", mmpareto, Units.Bytes);
        findings.Add(subject.Name, "gradient rows of uniform, which measures conflict now and then", uniform, Units.Bytes);
    }

    private static void MeasurePeaks(Subject subject, TextWriter progress, Findings findings)
    {
        var peaks = new Dictionary<string, List<double>> { [Uniform] = [], [MMPareto] = [] };
        for (var repeat = 0; repeat < PeakRepeats; repeat++)
        {
            foreach (var (method, found) in repeat % 2 == 0 ? peaks : peaks.Reverse())
            {
                progress.WriteLine($"memory: peak of {method} on {subject.Name}");
                found.Add(RunChild(subject, method, PeakSteps).Peak);
            }
        }
        foreach (var (method, found) in peaks) findings.Add(subject.Name, $"peak resident size with {method}", Medians.Of(found), Units.Bytes);
        findings.Add(subject.Name, "peak resident size, mmpareto / uniform", Medians.Of(peaks[MMPareto]) / Medians.Of(peaks[Uniform]), Units.Ratio);
    }

    private static void MeasureGrowth(Subject subject, int steps, TextWriter progress, Findings findings)
    {
        progress.WriteLine(FormattableString.Invariant($"memory: {steps} steps on {subject.Name}"));
        var run = RunChild(subject, MMPareto, steps);
        findings.Add(Growth, run.GrowthInPercent);
        findings.Add(subject.Name, FormattableString.Invariant($"resident size after {steps} steps of mmpareto"), run.Resident[^1], Units.Bytes);
        findings.Add(new SeriesRecord { Subject = subject.Name, Name = "resident size", Steps = run.Steps, Values = run.Resident });
    }

    private static MemoryRun RunChild(Subject subject, string method, int steps) => MemoryRun.Read(ChildProcess.RunSelf(
        Children.Memory, subject.Name, method, steps.ToString(CultureInfo.InvariantCulture),
        get_num_threads().ToString(CultureInfo.InvariantCulture)));
}
