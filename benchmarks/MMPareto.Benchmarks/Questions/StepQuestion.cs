using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;

namespace MMPareto.Benchmarks.Questions;

/// <summary>How near is the exact mmpareto step to the bare loop of the same passes, and what does it cost over uniform?</summary>
/// <param name="subjects">The models, the smallest first.</param>
internal sealed class StepQuestion(IReadOnlyList<Subject> subjects) : IQuestion
{
    private const string Bare = "bare loop";
    private const string MMPareto = "mmpareto";
    private const string Uniform = "uniform";
    private const int FullRounds = 60;
    private const int FullRoundsOfSmall = 240;

    public string Name => "step";

    public string Summary => "the exact mmpareto step against a bare loop of the same two passes, and against uniform";

    public IReadOnlyList<Subject> Subjects => subjects;

    public IReadOnlyList<Bar> Bars { get; } =
        [.. subjects.Select(subject => new Bar($"step/{subject.Name}", 1, $"{subject.Name}: mmpareto step over the bare loop", 1.03, Units.Ratio))];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        foreach (var subject in Subject.Chosen(subjects, options))
        {
            var rounds = options.PairsOr(subject.IsSmall ? FullRoundsOfSmall : FullRounds);
            progress.WriteLine($"{Name}: {subject.Name}, {rounds} rounds");
            Measure(subject, rounds, options.WarmUps(subject.WarmUps), findings);
        }
        findings.Note("All steps share model, batch, optimizer and its state, and the bare loop has the very gradient rows of the mmpareto step: "
            + "two copies would differ in where their memory lies. The uniform step is without its measuring step.");
        return findings;
    }

    private static void Measure(Subject subject, int rounds, int warmUps, Findings findings)
    {
        using var trainee = new Trainee(subject, Engine.Default);
        var (mmpareto, uniform) = (trainee.Step(MMPareto), trainee.Step(Uniform));
        mmpareto.Take();
        var bare = new BareLoop(trainee, mmpareto.Rows);
        // Two by two: of three in turn, one would never follow itself.
        findings.Add($"step/{subject.Name}", new Alternation(warmUps, rounds)
            .Run(new Contender(Bare, bare.Take), new(MMPareto, mmpareto.Take)).Pair(subject.Name, MMPareto, Bare));
        findings.Add(new Alternation(warmUps, (rounds + 1) / 2)
            .Run(new Contender(Uniform, uniform.Take), new(MMPareto, mmpareto.Take)).Pair(subject.Name, MMPareto, Uniform));
        var passes = PassTimes.Measure(bare, (rounds + 2) / 3);
        passes.AddTo(findings, subject.Name);
        findings.Add(subject.Name, "(F+2B)/(F+B), predicted for mmpareto / uniform", passes.TwoOverOne, Units.Ratio);
    }
}
