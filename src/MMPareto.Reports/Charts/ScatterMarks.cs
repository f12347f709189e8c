using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Draws points with bars of error and finds room for their names.</summary>
internal static class ScatterMarks
{
    private const double Radius = 5;

    /// <summary>Draws a layer.</summary>
    public static void Draw(PictureBuilder b, ScatterLayer layer, XYFrame frame, XYChart chart)
    {
        foreach (var item in layer.Items)
        {
            var at = frame.At(new(item.X, item.Y));
            if (item.XError > 0) Bar(b, layer, new(frame.X(item.X - item.XError), at.Y), new(frame.X(item.X + item.XError), at.Y));
            if (item.YError > 0) Bar(b, layer, new(at.X, frame.Y(item.Y - item.YError)), new(at.X, frame.Y(item.Y + item.YError)));
        }
        foreach (var item in layer.Items)
        {
            var at = frame.At(new(item.X, item.Y));
            b.Add(new SymbolMark(at, layer.Style.Shape, Radius, layer.Style.Ink) { Tip = Tip(item, chart) });
        }
        var taken = chart.Layers.OfType<ScatterLayer>().SelectMany(l => l.Items)
            .Select(item => frame.At(new(item.X, item.Y)))
            .Select(at => new Box(at.X - Radius, at.Y - Radius, 2 * Radius, 2 * Radius)).ToList();
        // Layers before this one have placed their names by the same rule; they are repeated to keep off them.
        foreach (var item in chart.Layers.OfType<ScatterLayer>().TakeWhile(l => l != layer).SelectMany(l => l.Items))
            taken.Add(Place(item, frame, taken));
        foreach (var item in layer.Items)
        {
            var box = Place(item, frame, taken);
            taken.Add(box);
            b.Text(box.Left, box.Bottom - 3, item.Label, PictureBuilder.TickSize, Ink.Text);
        }
    }

    private static void Bar(PictureBuilder b, ScatterLayer layer, Point from, Point to) =>
        b.Add(new LineMark([from, to], layer.Style.Ink, 1.2) { Opacity = 0.4 });

    private static string Tip(ScatterItem item, XYChart chart) =>
        $"{item.Label}\n{chart.X.Label}: {chart.X.Exact(item.X)}{PlusMinus(item.XError, chart.X)}\n" +
        $"{chart.Y.Label}: {chart.Y.Exact(item.Y)}{PlusMinus(item.YError, chart.Y)}";

    private static string PlusMinus(double error, Axis axis) => error > 0 ? $" ± {axis.Exact(error)}" : "";

    /// <summary>The place for a name that covers least, the nearer ones first.</summary>
    private static Box Place(ScatterItem item, XYFrame frame, List<Box> taken)
    {
        var at = frame.At(new(item.X, item.Y));
        var (w, h) = (ReportFont.Width(item.Label, PictureBuilder.TickSize), 13.0);
        var best = default(Box);
        var least = double.PositiveInfinity;
        for (var ring = 0; ring < 4; ring++)
        {
            var d = Radius + 3 + (9 * ring);
            foreach (var (x, y) in (ReadOnlySpan<(double, double)>)
                [(d, -h - (d / 3)), (d, d / 3), (-d - w, -h - (d / 3)), (-d - w, d / 3), (-w / 2, -h - d), (-w / 2, d)])
            {
                var box = new Box(at.X + x, at.Y + y, w, h);
                var cost = taken.Sum(other => Overlap(box, other)) + (50 * Outside(box, frame.Plot)) + (8 * ring);
                if (cost < least) (best, least) = (box, cost);
            }
        }
        return best;
    }

    private static double Overlap(Box a, Box b) =>
        Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left))
        * Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top));

    private static double Outside(Box box, Box plot) =>
        Math.Max(0, plot.Left - box.Left) + Math.Max(0, box.Right - plot.Right)
        + Math.Max(0, plot.Top - box.Top) + Math.Max(0, box.Bottom - plot.Bottom);
}
