using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>The exact values of lines, for the pointer.</summary>
internal static class ColumnTips
{
    private const int Most = 150;

    /// <summary>Adds a column for each value of x, or for some of them when there are many.</summary>
    public static void Add(PictureBuilder b, XYChart chart, XYFrame frame)
    {
        var lines = chart.Layers.OfType<LineLayer>().Where(line => line.Points.Count > 0).ToArray();
        double[] all = [.. lines.SelectMany(line => line.Xs).Distinct().Order()];
        if (all.Length == 0) return;
        var stride = ((all.Length - 1) / Most) + 1;
        var reach = stride == 1 ? 1e-9 : stride * (all[^1] - all[0]) / all.Length;
        for (var i = 0; i < all.Length; i += stride)
        {
            var found = lines.Select(line => (line, At: Nearest(line.Points, all[i]))).Where(f => Math.Abs(f.At.X - all[i]) <= reach);
            var values = string.Join('\n', found.Select(f => $"{f.line.Name}: {chart.Y.Exact(f.At.Y)}"));
            b.Add(new TipColumn(frame.X(all[i]), $"{chart.X.Label} {chart.X.Exact(all[i])}\n{values}"));
        }
        b.ColumnArea = frame.Plot;
    }

    private static Point Nearest(IReadOnlyList<Point> points, double x)
    {
        var (low, high) = (0, points.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (points[middle].X <= x) low = middle;
            else high = middle;
        }
        return Math.Abs(points[low].X - x) <= Math.Abs(points[high].X - x) ? points[low] : points[high];
    }
}
