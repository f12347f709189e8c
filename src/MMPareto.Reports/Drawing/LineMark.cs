namespace MMPareto.Reports.Drawing;

/// <summary>A line through points.</summary>
internal sealed record LineMark(IReadOnlyList<Point> Points, Ink Ink, double Width = 1, Dash Dash = Dash.Solid) : Mark
{
    /// <summary>A colour in place of the ink, as <c>#rrggbb</c>; the same in light and dark.</summary>
    public string? Colour { get; init; }
}
