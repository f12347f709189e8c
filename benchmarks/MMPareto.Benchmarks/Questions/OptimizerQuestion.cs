using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Questions;

/// <summary>How fast is an update of all parameters?</summary>
/// <param name="subject">The model.</param>
internal sealed class OptimizerQuestion(Subject subject) : IQuestion
{
    private const string Ours = "ModelOptimizer";
    private const string Theirs = "TorchSharp";

    public string Name => "optimizer";

    public string Summary => "an update of all parameters by SGD and by AdamW against TorchSharp's own optimizers";

    public IReadOnlyList<Subject> Subjects => [];

    public IReadOnlyList<Bar> Bars => [];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var rounds = options.PairsOr(200);
        foreach (var kind in Enum.GetValues<OptimizerKind>())
        {
            progress.WriteLine(FormattableString.Invariant($"{Name}: {kind}, {rounds} rounds"));
            Measure(kind, rounds, options.WarmUps(20), findings);
        }
        return findings;
    }

    private void Measure(OptimizerKind kind, int rounds, int warmUps, Findings findings)
    {
        using var ours = new Trainee(subject, Engine.Default);
        using var theirs = new Trainee(subject, Engine.Plain);
        foreach (var trainee in (Trainee[])[ours, theirs]) trainee.Step("mmpareto").Take(); // gradients that both follow
        var settings = new OptimizerOptions { Kind = kind, LearningRate = 1e-5 };
        using var own = new ModelOptimizer(ours.Model, settings);
        using optim.Optimizer other = kind == OptimizerKind.SGD
            ? optim.SGD(theirs.Model.parameters(), settings.LearningRate, settings.Momentum, weight_decay: settings.WeightDecay)
            : optim.AdamW(theirs.Model.parameters(), settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, settings.WeightDecay);
        findings.Add(new Alternation(warmUps, rounds)
            .Run(new Contender(Theirs, () => other.step()), new(Ours, () => own.Step())).Pair($"{subject.Name}, {kind}", Ours, Theirs));
    }
}
