namespace MMPareto.Reports.Charts;

/// <summary>A series on a chart of two axes.</summary>
internal abstract record Layer
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is drawn.</summary>
    public required SeriesStyle Style { get; init; }

    /// <summary>All its numbers along the x axis.</summary>
    public abstract IEnumerable<double> Xs { get; }

    /// <summary>All its numbers along the y axis.</summary>
    public abstract IEnumerable<double> Ys { get; }
}
