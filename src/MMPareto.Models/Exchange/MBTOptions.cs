namespace MMPareto.Models.Exchange;

/// <summary>How the encoders of an <see cref="MBTExchange"/> exchange information.</summary>
public sealed record MBTOptions
{
    /// <summary>The first block, from 0, that sees the bottlenecks; from 0 to the number of blocks. The modalities meet between
    /// such blocks, so with the last block alone, or none, each stays by itself. Default 2.</summary>
    public int FusionLayer { get; init; } = 2;

    /// <summary>Number of bottleneck tokens, at least 1. Default 4.</summary>
    public int Bottlenecks { get; init; } = 4;
}
