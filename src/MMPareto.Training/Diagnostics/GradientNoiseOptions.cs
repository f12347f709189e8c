namespace MMPareto.Training.Diagnostics;

/// <summary>Which mini-batches <see cref="GradientNoise"/> looks at. Defaults are this project's.</summary>
public sealed record GradientNoiseOptions
{
    /// <summary>Samples in a mini-batch, at least 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Mini-batches at most, at least 2. Default 200; never more than one pass over the data.</summary>
    public int Batches { get; init; } = 200;

    /// <summary>Decides the order of samples. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Threads that read batches ahead. Default 1.</summary>
    public int Workers { get; init; } = 1;
}
