namespace MMPareto.Gradients;

/// <summary>The settings of gradient integration: direction, length and γ.</summary>
public sealed record IntegrationOptions
{
    /// <summary>How the direction is chosen. Default: min-norm in conflict, as in [MMPareto2024].</summary>
    public Direction Direction { get; init; } = Direction.MinNormInConflict;

    /// <summary>How long the result is before γ. Default: at least as long as the plain sum, as in [MMPareto2024].</summary>
    public LengthRule Length { get; init; } = LengthRule.AtLeastSum;

    /// <summary>
    /// Rescale factor γ on the result, above 0. Default 1.5, the constant of the released code of [MMPareto2024]. With
    /// plain SGD it multiplies the encoder's learning rate; with Adam a constant γ cancels (docs/methods/mmpareto.md).
    /// </summary>
    public double Gamma { get; init; } = 1.5;

    /// <summary>Largest factor that the length rule may apply, at least 1. Default 1000. Nearly opposite rows reach it.</summary>
    public double MaximumLengthFactor { get; init; } = 1000;

    /// <summary>Whether orthogonal rows count as a conflict: the released code of [MMPareto2024] says yes. Default: no.</summary>
    public bool OrthogonalIsConflict { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal IntegrationOptions Validated()
    {
        if (!(Gamma > 0 && double.IsFinite(Gamma)))
            throw new ArgumentException($"Gamma must be a finite number above 0; got {Gamma}.");
        if (!(MaximumLengthFactor >= 1 && double.IsFinite(MaximumLengthFactor)))
            throw new ArgumentException($"MaximumLengthFactor must be a finite number of at least 1; got {MaximumLengthFactor}.");
        return this;
    }
}
