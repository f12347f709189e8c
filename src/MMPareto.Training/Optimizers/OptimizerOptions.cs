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
}
