using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lines of equal value on a grid, by marching squares, and a cross at its middle.</summary>
internal static class Contours
{
    private const string Light = "#ffffff";
    private const string Dark = "#57606a";

    /// <summary>Draws them.</summary>
    public static void Draw(PictureBuilder b, IReadOnlyList<IReadOnlyList<double>> values, Box plot, Span span)
    {
        var (rows, columns) = (values.Count, values[0].Count);
        foreach (var level in Ticks.Within(span.Low, span.High, 8).Values)
            for (var r = 0; r + 1 < rows; r++)
                for (var c = 0; c + 1 < columns; c++)
                    foreach (var (from, to) in Cut(values, r, c, level))
                        b.Add(new LineMark([new(X(from), Y(from)), new(X(to), Y(to))], Ink.Muted, 0.8) { Colour = span.Fraction(level) > 0.55 ? Light : Dark });
        var (x, y) = (plot.Left + (plot.Width / 2), plot.Top + (plot.Height / 2));
        b.Add(new SymbolMark(new(x, y), Shape.Plus, 6, Ink.Vermilion));

        double X(Point p) => plot.Left + ((p.X + 0.5) / columns * plot.Width);
        double Y(Point p) => plot.Top + ((p.Y + 0.5) / rows * plot.Height);
    }

    /// <summary>The pieces of a line within the square between four values.</summary>
    private static IEnumerable<(Point From, Point To)> Cut(IReadOnlyList<IReadOnlyList<double>> v, int r, int c, double level)
    {
        (double X, double Y, double V)[] corners =
            [(c, r, v[r][c]), (c + 1, r, v[r][c + 1]), (c + 1, r + 1, v[r + 1][c + 1]), (c, r + 1, v[r + 1][c])];
        if (corners.Any(k => !double.IsFinite(k.V))) yield break;
        var cuts = new List<Point>();
        for (var i = 0; i < 4; i++)
        {
            var (a, z) = (corners[i], corners[(i + 1) % 4]);
            if (a.V < level == z.V < level) continue;
            var t = (level - a.V) / (z.V - a.V);
            cuts.Add(new(a.X + (t * (z.X - a.X)), a.Y + (t * (z.Y - a.Y))));
        }
        for (var i = 0; i + 1 < cuts.Count; i += 2) yield return (cuts[i], cuts[i + 1]);
    }
}
