using System.Globalization;
using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Questions;

/// <summary>Does a long run take more and more memory?</summary>
internal sealed class EnduranceQuestion : IQuestion
{
    /// <summary>The name of the question.</summary>
    public const string Question = "endurance";

    /// <summary>The series of resident sizes, in bytes.</summary>
    public const string Resident = "resident size";

    /// <summary>The series of live tensors.</summary>
    public const string Tensors = "live tensors";

    private const int StepsInEpoch = 125;
    private const int FullEpochs = 160;

    public string Name => Question;

    public string Summary => "resident size and live tensors over 20,000 steps of a whole run, with validation, checkpoints and saved states";

    public IReadOnlyList<Subject> Subjects => [];

    public IReadOnlyList<Bar> Bars => [];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var (what, settings) = options.Quick ? ("playground", "data.train_size=64 training.epochs=2 training.batch_size=16")
            : ("cg-mnist", $"data.limit={16 * StepsInEpoch} training.epochs={FullEpochs} training.batch_size=16 optimizer.learning_rate=0.05 training.checkpoint_steps=50");
        progress.WriteLine($"{Name}: {what} with {settings}");
        var run = MemoryRun.Read(ChildProcess.RunSelf(Children.Endurance, what, $"{settings} training.threads={get_num_threads()}"));
        var findings = new Findings();
        var settled = Enumerable.Range(0, run.Steps.Count).First(i => run.Steps[i] >= run.Steps[^1] / 10);
        foreach (var (name, values, unit) in new[] { (Resident, run.Resident, Units.Bytes), (Tensors, run.Tensors, Units.Count) })
        {
            findings.Add(what, string.Create(CultureInfo.InvariantCulture, $"{name} after {run.Steps[settled]:0} steps"), values[settled], unit);
            findings.Add(what, string.Create(CultureInfo.InvariantCulture, $"{name} after {run.Steps[^1]:0} steps"), values[^1], unit);
            findings.Add(what, string.Create(CultureInfo.InvariantCulture, $"{name}, most from then on"), values.Skip(settled).Max(), unit);
            findings.Add(new SeriesRecord { Subject = what, Name = name, Steps = run.Steps, Values = values });
        }
        findings.Add(what, "growth of the resident size after a tenth of the steps", run.GrowthInPercent, Units.Percent);
        findings.Note($"A run of its own process by the whole program: {settings.Replace(" ", ", ", StringComparison.Ordinal)}. It is read at the end of each epoch.");
        return findings;
    }
}
