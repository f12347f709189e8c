namespace MMPareto.Reports.Charts;

/// <summary>Differences with their intervals, in rows, about a line of no difference.</summary>
internal sealed record ForestChart : Chart
{
    /// <summary>The axis to the right.</summary>
    public required Axis Axis { get; init; }

    /// <summary>What the thin interval is.</summary>
    public required string ThinName { get; init; }

    /// <summary>What the thick interval is.</summary>
    public required string ThickName { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<ForestRow> Rows { get; init; }
}
