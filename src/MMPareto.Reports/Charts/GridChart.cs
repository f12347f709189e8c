namespace MMPareto.Reports.Charts;

/// <summary>Small charts side by side over the same two axes; their titles are short.</summary>
internal sealed record GridChart : Chart
{
    /// <summary>The small charts.</summary>
    public required IReadOnlyList<XYChart> Panels { get; init; }
}
