namespace MMPareto.Gradients.Aggregation;

/// <summary>Settings of <see cref="MetaBalanceAggregator"/>; defaults are those of the released code of [He2022].</summary>
public sealed record MetaBalanceOptions
{
    /// <summary>How far a row is drawn to the length of row 0, from 0 (not at all) to 1 (wholly). Default 0.7.</summary>
    public double Relax { get; init; } = 0.7;

    /// <summary>Share of the old value in the moving average of a length, from 0 to below 1. Default 0.9.</summary>
    public double Decay { get; init; } = 0.9;

    internal MetaBalanceOptions Validated()
    {
        if (!(Relax is >= 0 and <= 1)) throw new ArgumentException($"{nameof(Relax)} must be from 0 to 1; got {Relax}.");
        if (!(Decay is >= 0 and < 1)) throw new ArgumentException($"{nameof(Decay)} must be from 0 to below 1; got {Decay}.");
        return this;
    }
}
