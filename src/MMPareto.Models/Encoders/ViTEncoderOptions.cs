namespace MMPareto.Models.Encoders;

/// <summary>Sizes of a <see cref="ViTEncoder"/>. The defaults are small enough for a CPU; with 12 layers they are those of DeiT-tiny.</summary>
public sealed record ViTEncoderOptions
{
    /// <summary>Height and width of a patch, at least 1. Default 16.</summary>
    public int Patch { get; init; } = 16;

    /// <summary>Values of a token, which is also the number of features; a multiple of <see cref="Heads"/>. Default 192.</summary>
    public int Width { get; init; } = 192;

    /// <summary>Number of blocks, at least 1. Default 4.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Heads of each attention, at least 1. Default 3.</summary>
    public int Heads { get; init; } = 3;

    /// <summary>Probability that a value of the first tokens, or of what a block adds to them, is dropped in training; from 0
    /// to below 1. Default 0.</summary>
    public double Dropout { get; init; }
}
