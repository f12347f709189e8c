using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;

namespace MMPareto.Benchmarks.Questions;

/// <summary>Does the cost of mmpareto over uniform grow with the number of separate encoders?</summary>
internal sealed class ModalitiesQuestion : IQuestion
{
    private const string MMPareto = "mmpareto";
    private const string Uniform = "uniform";
    private const string Passes = "modalities/passes";
    private const string Spread = "modalities/spread";

    public string Name => "modalities";

    public string Summary => "mmpareto against uniform with 2 to 6 separate encoders, and their backward passes";

    public IReadOnlyList<Subject> Subjects => [];

    public IReadOnlyList<Bar> Bars { get; } =
    [
        new(Passes, 6, "backward passes of a mmpareto step, most of 2 to 6 encoders", 2, Units.Count),
        new(Spread, 6, "mmpareto over uniform, 2 to 6 encoders: largest ratio over smallest", 1.05, Units.Ratio),
    ];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var rounds = options.PairsOr(100, quick: 2);
        List<double> passes = [], ratios = [];
        foreach (var count in options.Quick ? new[] { 2, 3 } : [2, 3, 4, 5, 6])
        {
            progress.WriteLine(FormattableString.Invariant($"{Name}: {count} encoders, {rounds} rounds"));
            using var trainee = new Trainee(Subject.OfModalities(count), Engine.Default);
            var (mmpareto, uniform) = (trainee.Step(MMPareto), trainee.Step(Uniform));
            var pair = new Alternation(options.WarmUps(trainee.Subject.WarmUps / 2), rounds)
                .Run(new Contender(Uniform, uniform.Take), new(MMPareto, mmpareto.Take)).Pair(trainee.Subject.Name, MMPareto, Uniform);
            findings.Add(pair);
            ratios.Add(pair.Ratio);
            passes.Add(mmpareto.CountPasses());
            findings.Add(trainee.Subject.Name, "mmpareto: backward passes a step", passes[^1], Units.Count);
        }
        findings.Add(Passes, passes.Max());
        findings.Add(Spread, ratios.Max() / ratios.Min());
        return findings;
    }
}
