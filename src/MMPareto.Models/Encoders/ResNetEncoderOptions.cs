namespace MMPareto.Models.Encoders;

/// <summary>What a <see cref="ResNetEncoder"/> is.</summary>
public sealed record ResNetEncoderOptions
{
    /// <summary>Layers with weights, the classifier included: 18, 34 or 50. Default 18.</summary>
    public int Depth { get; init; } = 18;

    /// <summary>Whether the last batch normalisation of each block begins at zero, so that blocks begin as identities. Default false.</summary>
    public bool ZeroInitResidual { get; init; }
}
