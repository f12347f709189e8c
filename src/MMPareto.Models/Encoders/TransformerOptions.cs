namespace MMPareto.Models.Encoders;

/// <summary>Sizes of the transformer in a <see cref="TextEncoder"/> or a <see cref="SequenceEncoder"/>.</summary>
public sealed record TransformerOptions
{
    /// <summary>Values of a token, a multiple of <see cref="Heads"/>. Default 128.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Number of blocks, at least 1. Default 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Heads of each attention, at least 1. Default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Probability that a value of the first tokens, or of what a block adds to them, is dropped in training; from 0
    /// to below 1. Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;
}
