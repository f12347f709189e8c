namespace MMPareto.Gradients;

/// <summary>Settings of a <see cref="GradientIntegrator"/>.</summary>
public sealed record IntegratorOptions
{
    /// <summary>Rows of encoders that several unimodal losses reach. Default: <see cref="CrossGradients.Sum"/>.</summary>
    public CrossGradients Cross { get; init; } = CrossGradients.Sum;

    /// <summary>
    /// For methods that weigh all rows alike: measure the rows in every n-th step, and take one backward pass of the sum
    /// in the others. 1 or more; 1, the default, measures every step. Methods that need the rows measure always, and so
    /// does <see cref="CrossGradients.Own"/> where losses cross: the sum holds what it leaves out.
    /// </summary>
    public int MeasureEvery { get; init; } = 1;

    /// <summary>Seed for weightings with a random part. Default 0.</summary>
    public long Seed { get; init; }
}
