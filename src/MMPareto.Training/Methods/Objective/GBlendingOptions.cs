namespace MMPareto.Training.Methods.Objective;

/// <summary>Settings of <see cref="GBlendingMethod"/>.</summary>
public sealed record GBlendingOptions
{
    /// <summary>S, epochs that weights are kept for, at least 1. Default 10, BalanceBenchmark's.</summary>
    public int SuperEpoch { get; init; } = 10;

    /// <summary>Epochs that each objective is trained alone for, at least 1. Default 1, this project's; the literature has S.</summary>
    public int ProbeEpochs { get; init; } = 1;

    /// <summary>Training samples, and validation samples, of a probe run at most; 0, the default, for all.</summary>
    public int ProbeSamples { get; init; }

    /// <summary>ε, the least overfitting that is counted, in nats, above 0. Default 0.01, this project's.</summary>
    public double SmallestOverfitting { get; init; } = 0.01;

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(SuperEpoch >= 1, $"SuperEpoch must be at least 1; got {SuperEpoch}.");
        Require(ProbeEpochs >= 1, $"ProbeEpochs must be at least 1; got {ProbeEpochs}.");
        Require(ProbeSamples >= 0, $"ProbeSamples must be at least 0; got {ProbeSamples}.");
        Require(SmallestOverfitting > 0 && double.IsFinite(SmallestOverfitting),
            $"SmallestOverfitting must be a finite number above 0; got {SmallestOverfitting}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
