using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Questions;

/// <summary>How much slower is the procedure of the released code?</summary>
/// <param name="subjects">Models whose encoders are separate, the smallest first.</param>
/// <param name="newPlain">Makes the procedure in plain float32, with the allocator as the system has it.</param>
internal sealed class ReleasedQuestion(IReadOnlyList<Subject> subjects, Func<Subject, IPlainSteps> newPlain) : IQuestion
{
    private const string MMPareto = "mmpareto";
    private const string Released = "released procedure";

    public string Name => "released";

    public string Summary => "the released code's procedure (four passes, clones, concatenations) against the exact mmpareto step";

    public IReadOnlyList<Subject> Subjects => subjects;

    public IReadOnlyList<Bar> Bars { get; } =
    [
        .. subjects.Select(subject => new Bar(
            Same(subject), 2, $"{subject.Name}: released procedure over mmpareto, same precision and layout", 1.30, Units.Ratio, IsLeast: true)),
        new(Plain(subjects[^1]), 3, $"{subjects[^1].Name}: released procedure in plain fp32 with TorchSharp's SGD over mmpareto as the toolkit has it",
            3, Units.Ratio, IsLeast: true),
    ];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var chosen = Subject.Chosen(subjects, options);
        foreach (var subject in chosen)
        {
            var rounds = options.PairsOr(subject.IsSmall ? 100 : 20);
            progress.WriteLine($"{Name}: {subject.Name}, same engine, {rounds} rounds");
            MeasureSame(subject, rounds, options.WarmUps(subject.WarmUps), findings);
        }
        if (chosen.Contains(subjects[^1]))
        {
            var rounds = options.PairsOr(15);
            progress.WriteLine($"{Name}: {subjects[^1].Name}, plain against default, {rounds} rounds");
            MeasurePlain(subjects[^1], rounds, options.WarmUps(subjects[^1].WarmUps), findings);
        }
        findings.Note("The procedure is written anew from its description, on the same libtorch; the gradients equal those of mmpareto-official, "
            + "which a test holds. The plain one is a process of its own, whose allocator is the system's, and takes "
            + "its steps in turn with ours. Its two unimodal passes reach one encoder each, so its four passes count as 3B.");
        return findings;
    }

    private static string Same(Subject subject) => $"released/{subject.Name}";

    private static string Plain(Subject subject) => $"released/{subject.Name}-plain";

    /// <summary>The same model, optimizer and batch for both.</summary>
    private static void MeasureSame(Subject subject, int rounds, int warmUps, Findings findings)
    {
        using var trainee = new Trainee(subject, Engine.Default);
        var mmpareto = trainee.Step(MMPareto);
        mmpareto.Take();
        var procedure = new ReleasedProcedure(trainee.Model);
        var timed = new Alternation(warmUps, rounds).Run(new Contender(MMPareto, mmpareto.Take), new(Released, () =>
        {
            using var scope = NewDisposeScope();
            procedure.FillGradients(trainee.Losses());
            trainee.Optimizer.Step();
        }));
        findings.Add(Same(subject), timed.Pair(subject.Name, Released, MMPareto));
        var passes = PassTimes.Measure(new BareLoop(trainee, mmpareto.Rows), (rounds + 1) / 2);
        passes.AddTo(findings, subject.Name);
        findings.Add(subject.Name, "(F+3B)/(F+2B), predicted for released / mmpareto", passes.ReleasedOverTwo, Units.Ratio);
        double ShareOf(long conflicts, long steps) => 100.0 * conflicts / (steps * trainee.Model.Encoders.Count);
        findings.Add(subject.Name, "encoders in conflict, as the procedure sees it", ShareOf(procedure.Conflicts, rounds + warmUps), Units.Percent);
        findings.Add(subject.Name, "inner products of the procedure's solver, which only a conflict needs, a step",
            procedure.Solving.TotalSeconds / (rounds + warmUps), Units.Seconds);
        findings.Add(subject.Name, "encoders in conflict, as mmpareto sees it", ShareOf(mmpareto.Conflicts, mmpareto.Count), Units.Percent);
    }

    /// <summary>Against the procedure in a process with nothing but libtorch's own settings, and against the same with this process's
    /// allocator.</summary>
    private void MeasurePlain(Subject subject, int rounds, int warmUps, Findings findings)
    {
        using var trainee = new Trainee(subject, Engine.Default);
        var mmpareto = trainee.Step(MMPareto);
        using (var apart = newPlain(subject))
        {
            var timed = new Alternation(warmUps, rounds).Run(new Contender(MMPareto, mmpareto.Take), new(Released, apart.Take));
            findings.Add(Plain(subject), timed.Pair($"{subject.Name}, the procedure in {Engine.Plain.Name}", Released, MMPareto));
        }
        using var plain = new PlainTrainee(subject);
        var near = new Alternation(warmUps, (rounds + 1) / 2).Run(new Contender(MMPareto, mmpareto.Take), new(Released, plain.Take));
        findings.Add(near.Pair($"{subject.Name}, the same with the toolkit's allocator settings", Released, MMPareto));
    }
}
