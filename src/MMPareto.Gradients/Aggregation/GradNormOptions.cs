namespace MMPareto.Gradients.Aggregation;

/// <summary>Settings of <see cref="GradNormWeighting"/>.</summary>
public sealed record GradNormOptions
{
    /// <summary>
    /// Strength a of the force that restores a common rate of training, from 0 to 10; at 0 all rows are drawn to one
    /// length. Default 1.5, as in LibMTL.
    /// </summary>
    public double RestoringForce { get; init; } = 1.5;

    /// <summary>
    /// Learning rate of the weights, from 0 to 10; at 0 all weights stay 1. Default 0.025, this project's.
    /// </summary>
    public double LearningRate { get; init; } = 0.025;

    internal GradNormOptions Validated()
    {
        Require(RestoringForce, nameof(RestoringForce));
        Require(LearningRate, nameof(LearningRate));
        return this;

        static void Require(double value, string name)
        {
            if (!(value is >= 0 and <= 10)) throw new ArgumentException($"{name} must be from 0 to 10; got {value}.");
        }
    }
}
