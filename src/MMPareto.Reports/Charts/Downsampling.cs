using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Thins a long series.</summary>
internal static class Downsampling
{
    /// <summary>Of each of many pieces of a series, its lowest and its highest point: no peak is lost.</summary>
    /// <param name="points">The series, in the order of x.</param>
    /// <param name="most">The most points to keep; series that are short enough stay as they are.</param>
    public static IReadOnlyList<Point> MinMax(IReadOnlyList<Point> points, int most)
    {
        if (points.Count <= most) return points;
        var kept = new List<Point>(most);
        var pieces = most / 2;
        for (var i = 0; i < pieces; i++)
        {
            var (from, to) = ((int)((long)points.Count * i / pieces), (int)((long)points.Count * (i + 1) / pieces));
            var (low, high) = (-1, -1);
            for (var j = from; j < to; j++)
            {
                if (!double.IsFinite(points[j].Y)) continue;
                if (low < 0 || points[j].Y < points[low].Y) low = j;
                if (high < 0 || points[j].Y > points[high].Y) high = j;
            }
            if (low < 0) kept.Add(points[from]);
            else if (low == high) kept.Add(points[low]);
            else kept.AddRange(low < high ? [points[low], points[high]] : [points[high], points[low]]);
        }
        return kept;
    }

    /// <summary>The mean of each of some pieces of a series, at the middle of the piece.</summary>
    public static IReadOnlyList<Point> Means(IReadOnlyList<Point> points, int pieces)
    {
        var means = new List<Point>(pieces);
        var count = Math.Min(pieces, points.Count);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = ((int)((long)points.Count * i / count), (int)((long)points.Count * (i + 1) / count));
            var piece = points.Skip(from).Take(to - from).ToArray();
            means.Add(new(piece.Average(p => p.X), piece.Select(p => p.Y).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()));
        }
        return means;
    }
}
