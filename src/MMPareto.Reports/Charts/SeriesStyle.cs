using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>How a series is drawn: colour is never the only sign.</summary>
internal sealed record SeriesStyle(Ink Ink, Dash Dash, Shape Shape)
{
    private static readonly SeriesStyle[] All =
    [
        new(Ink.Blue, Dash.Solid, Shape.Disc), new(Ink.Vermilion, Dash.Long, Shape.Square),
        new(Ink.Green, Dash.Short, Shape.Triangle), new(Ink.Purple, Dash.DashDot, Shape.Diamond),
        new(Ink.Orange, Dash.Dots, Shape.Wedge), new(Ink.Sky, Dash.Solid, Shape.Plus),
    ];

    /// <summary>Something to be compared with.</summary>
    public static SeriesStyle Reference { get; } = new(Ink.Grey, Dash.Short, Shape.Square);

    /// <summary>The style of a series by its place, from 0.</summary>
    public static SeriesStyle Of(int index) => index < All.Length ? All[index]
        : new(All[index % All.Length].Ink, All[(index + (index / All.Length)) % All.Length].Dash, All[(index + (index / All.Length)) % All.Length].Shape);
}
