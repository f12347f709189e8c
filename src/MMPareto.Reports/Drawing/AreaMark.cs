namespace MMPareto.Reports.Drawing;

/// <summary>A filled polygon.</summary>
internal sealed record AreaMark(IReadOnlyList<Point> Points, Ink Ink) : Mark;
