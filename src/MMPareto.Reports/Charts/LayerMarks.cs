using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Draws the series of a chart of two axes.</summary>
internal static class LayerMarks
{
    /// <summary>Draws one.</summary>
    public static void Draw(PictureBuilder b, Layer layer, XYFrame frame, XYChart chart)
    {
        switch (layer)
        {
            case LineLayer line: DrawLine(b, line, frame); break;
            case HistogramLayer histogram: DrawHistogram(b, histogram, frame, chart); break;
            case ScatterLayer scatter: ScatterMarks.Draw(b, scatter, frame, chart); break;
        }
    }

    private static void DrawLine(PictureBuilder b, LineLayer line, XYFrame frame)
    {
        Point[] band =
        [
            .. line.Band.Select(p => frame.At(new(p.X, p.High))), .. line.Band.Reverse().Select(p => frame.At(new(p.X, p.Low))),
        ];
        if (line.Band.Count > 1) b.Add(new AreaMark(band, line.Style.Ink) { Opacity = 0.18 });
        foreach (var part in Parts(line.Points))
            if (part.Count > 1) b.Add(new LineMark([.. part.Select(frame.At)], line.Style.Ink, line.Width, line.Style.Dash) { Opacity = line.Opacity });
            else if (!line.HasSymbols) b.Add(new SymbolMark(frame.At(part[0]), line.Style.Shape, 2.5, line.Style.Ink));
        if (!line.HasSymbols) return;
        foreach (var point in line.Points.Where(p => double.IsFinite(p.Y)))
            b.Add(new SymbolMark(frame.At(point), line.Style.Shape, 3.6, line.Style.Ink));
    }

    /// <summary>The pieces between values that are not numbers.</summary>
    private static IEnumerable<List<Point>> Parts(IReadOnlyList<Point> points)
    {
        var part = new List<Point>();
        foreach (var point in points)
            if (double.IsFinite(point.Y)) part.Add(point);
            else if (part.Count > 0)
            {
                yield return part;
                part = [];
            }
        if (part.Count > 0) yield return part;
    }

    private static void DrawHistogram(PictureBuilder b, HistogramLayer histogram, XYFrame frame, XYChart chart)
    {
        Point[] outline = [.. histogram.Outline().Select(frame.At)];
        b.Add(new AreaMark(outline, histogram.Style.Ink) { Opacity = 0.25 });
        b.Add(new LineMark(outline, histogram.Style.Ink, 1.6, histogram.Style.Dash));
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            if (histogram.Counts[i] == 0) continue;
            var (left, right) = (frame.X(histogram.Edges[i]), frame.X(histogram.Edges[i + 1]));
            b.Add(new BoxMark(Box.Between(left, frame.Y(histogram.Counts[i]), right, frame.Plot.Bottom), histogram.Style.Ink)
            {
                Opacity = 0,
                Tip = $"{histogram.Name}\n{chart.X.Exact(histogram.Edges[i])} to {chart.X.Exact(histogram.Edges[i + 1])}: {Number.Whole(histogram.Counts[i])}",
            });
        }
    }
}
