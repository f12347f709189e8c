namespace MMPareto.Models.Encoders;

/// <summary>Sizes of a <see cref="ConvEncoder"/>.</summary>
public sealed record ConvEncoderOptions
{
    /// <summary>Channels of the four convolutions; the last is the number of features. Default 16, 32, 64, 64.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [16, 32, 64, 64];

    /// <summary>Whether each convolution is followed by batch normalisation. Default true.</summary>
    public bool BatchNorm { get; init; } = true;
}
