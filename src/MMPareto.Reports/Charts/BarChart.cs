namespace MMPareto.Reports.Charts;

/// <summary>Bars to the right, in rows.</summary>
internal sealed record BarChart : Chart
{
    /// <summary>The axis to the right.</summary>
    public required Axis Axis { get; init; }

    /// <summary>Names of the bars in each row.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<BarRow> Rows { get; init; }
}
