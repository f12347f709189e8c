using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays a chart out in the room given.</summary>
internal static class ChartLayout
{
    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(Chart chart, ChartSize size) => chart switch
    {
        XYChart xy => XYLayout.Draw(xy, size),
        GridChart grid => GridLayout.Draw(grid, size),
        BarChart bars => BarLayout.Draw(bars, size),
        ForestChart forest => ForestLayout.Draw(forest, size),
        HeatChart heat => HeatLayout.Draw(heat, size),
        _ => throw new ArgumentException($"chart must be one of the known kinds; got {chart.GetType().Name}.", nameof(chart)),
    };
}
