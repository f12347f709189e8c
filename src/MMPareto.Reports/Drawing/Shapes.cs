namespace MMPareto.Reports.Drawing;

/// <summary>Outlines of symbols.</summary>
internal static class Shapes
{
    /// <summary>The corners of a symbol; none for a disc.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="at">Its middle.</param>
    /// <param name="radius">Half its width.</param>
    public static IReadOnlyList<Point> Corners(Shape shape, Point at, double radius)
    {
        (double X, double Y)[] unit = shape switch
        {
            Shape.Square => [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
            Shape.Triangle => [(0, -1.1), (1.05, 0.8), (-1.05, 0.8)],
            Shape.Diamond => [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
            Shape.Wedge => [(0, 1.1), (1.05, -0.8), (-1.05, -0.8)],
            Shape.Plus =>
            [
                (-0.35, -1.1), (0.35, -1.1), (0.35, -0.35), (1.1, -0.35), (1.1, 0.35), (0.35, 0.35),
                (0.35, 1.1), (-0.35, 1.1), (-0.35, 0.35), (-1.1, 0.35), (-1.1, -0.35), (-0.35, -0.35),
            ],
            _ => [],
        };
        return [.. unit.Select(corner => new Point(at.X + (corner.X * radius), at.Y + (corner.Y * radius)))];
    }
}
