namespace MMPareto.Reports.Charts;

/// <summary>The room for a chart.</summary>
/// <param name="Width">Its width, in points of the screen.</param>
/// <param name="Height">Its height; charts of rows take what their rows need.</param>
/// <param name="IsNarrow">Whether it is for a phone: names go above the plot, not beside it.</param>
internal sealed record ChartSize(double Width, double Height, bool IsNarrow = false)
{
    /// <summary>For half a page, or a file of its own.</summary>
    public static ChartSize Half { get; } = new(560, 340);

    /// <summary>For a whole page.</summary>
    public static ChartSize Whole { get; } = new(1136, 380);

    /// <summary>For a phone.</summary>
    public static ChartSize Narrow { get; } = new(344, 300, IsNarrow: true);

    /// <summary>The room that a chart has on a page that is not narrow.</summary>
    public static ChartSize Of(Chart chart) => chart.IsWide ? Whole : Half;
}
