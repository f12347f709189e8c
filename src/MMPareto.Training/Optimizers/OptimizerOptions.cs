namespace MMPareto.Training.Optimizers;

/// <summary>Which optimizer, and its settings.</summary>
public sealed record OptimizerOptions
{
    /// <summary>SGD with momentum or AdamW. Default SGD.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.SGD;

    /// <summary>Learning rate, above 0. Default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Momentum of SGD, 0 to below 1. Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay, 0 or more. Default 1e-4. In SGD added to the gradient, in AdamW decoupled.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>AdamW's decay of the mean of gradients. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the mean of squared gradients. Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>AdamW's term against division by zero. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// Factor on the learning rate of encoders, above 0; default 1. With AdamW this is where γ goes, as a constant factor
    /// on the gradient cancels there. Decoupled weight decay is kept as it is without the factor.
    /// </summary>
    public double EncoderFactor { get; init; } = 1;

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(LearningRate > 0 && double.IsFinite(LearningRate), $"LearningRate must be a finite number above 0; got {LearningRate}.");
        Require(Momentum is >= 0 and < 1, $"Momentum must be from 0 to below 1; got {Momentum}.");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), $"WeightDecay must be a finite number of at least 0; got {WeightDecay}.");
        Require(Beta1 is >= 0 and < 1, $"Beta1 must be from 0 to below 1; got {Beta1}.");
        Require(Beta2 is >= 0 and < 1, $"Beta2 must be from 0 to below 1; got {Beta2}.");
        Require(Epsilon > 0 && double.IsFinite(Epsilon), $"Epsilon must be a finite number above 0; got {Epsilon}.");
        Require(EncoderFactor > 0 && double.IsFinite(EncoderFactor), $"EncoderFactor must be a finite number above 0; got {EncoderFactor}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
