using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays out a chart of two axes.</summary>
internal static class XYLayout
{
    private const double LabelGap = 10;
    private const double WidestLabel = 130;

    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(XYChart chart, ChartSize size)
    {
        var b = new PictureBuilder();
        var top = b.Title(chart.Title, size.Width);
        var labelled = EndLabels(chart, size);
        if (!labelled && chart.Layers.Count > 0 && NeedsLegend(chart))
            top = b.Legend(chart.Layers.Select(Item), 10, top + 2, size.Width - 20);
        b.Text(10, top + 14, chart.Y.Label, PictureBuilder.LabelSize, Ink.Muted);
        var right = labelled ? LabelGap + Math.Min(WidestLabel, chart.Layers.Max(l => ReportFont.Width(l.Name, PictureBuilder.LabelSize))) + 4 : 14;
        var outer = Box.Between(10, top + 26, size.Width - right, size.Height - 4);
        var (x, y) = XYFrame.Spans(chart);
        var frame = new XYFrame(chart, x, y, outer);
        frame.Draw(b);
        if (chart.Layers.All(layer => !layer.Ys.Any(double.IsFinite)))
            b.Text(frame.Plot.Left + (frame.Plot.Width / 2), frame.Plot.Top + (frame.Plot.Height / 2), "no values", PictureBuilder.LabelSize, Ink.Muted, Anchor.Middle);
        foreach (var layer in chart.Layers) LayerMarks.Draw(b, layer, frame, chart);
        if (labelled) DrawEndLabels(b, chart, frame);
        ColumnTips.Add(b, chart, frame);
        return b.Build(chart, size.Width, size.Height);
    }

    /// <summary>Whether names stand at the ends of their lines; otherwise they stand above.</summary>
    private static bool EndLabels(XYChart chart, ChartSize size) =>
        !size.IsNarrow && chart.Layers.Count is > 0 and <= 8 && chart.Layers.All(l => l is LineLayer line && line.Points.Any(p => double.IsFinite(p.Y)));

    private static bool NeedsLegend(XYChart chart) => chart.Layers.Any(l => l is not ScatterLayer) || chart.Layers.Count > 1;

    private static LegendItem Item(Layer layer) => new(layer.Name, layer.Style, layer switch
    {
        HistogramLayer => LegendKind.Area,
        ScatterLayer => LegendKind.Symbol,
        LineLayer { HasSymbols: true } => LegendKind.LineWithSymbols,
        _ => LegendKind.Line,
    });

    private static void DrawEndLabels(PictureBuilder b, XYChart chart, XYFrame frame)
    {
        var ends = chart.Layers.Cast<LineLayer>()
            .Select(line => (line, At: frame.At(line.Points.Last(p => double.IsFinite(p.Y))))).OrderBy(end => end.At.Y).ToArray();
        var ys = Apart.Spread([.. ends.Select(end => end.At.Y)], 15, frame.Plot.Top + 4, frame.Plot.Bottom - 2);
        for (var i = 0; i < ends.Length; i++)
        {
            var (line, at) = ends[i];
            var x = frame.Plot.Right + LabelGap;
            if (Math.Abs(ys[i] - at.Y) > 3) b.Line(at.X + 1, at.Y, x - 2, ys[i], line.Style.Ink, 0.8);
            if (!line.HasSymbols) b.Add(new SymbolMark(at, line.Style.Shape, 3.6, line.Style.Ink));
            b.Text(x, ys[i] + 4, ReportFont.Fit(line.Name, PictureBuilder.LabelSize, WidestLabel), PictureBuilder.LabelSize, Ink.Text);
        }
    }
}
