using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays out small charts side by side.</summary>
internal static class GridLayout
{
    private const double Gap = 14;

    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(GridChart chart, ChartSize size)
    {
        var b = new PictureBuilder();
        var top = b.Title(chart.Title, size.Width);
        var names = chart.Panels.SelectMany(p => p.Layers).DistinctBy(l => l.Name)
            .Select(l => new LegendItem(l.Name, l.Style, l is LineLayer { HasSymbols: true } ? LegendKind.LineWithSymbols : LegendKind.Line));
        top = b.Legend(names, 10, top + 2, size.Width - 20);
        b.Text(10, top + 14, $"{chart.Panels[0].Y.Label} over {chart.Panels[0].X.Label}", PictureBuilder.LabelSize, Ink.Muted);
        top += 22;
        var columns = Math.Min(chart.Panels.Count, size.IsNarrow ? 2 : size.Width < 800 ? 3 : 4);
        var width = (size.Width - 20 - (Gap * (columns - 1))) / columns;
        var height = Math.Min(width * 0.72, size.IsNarrow ? 140 : 180);
        var (x, y) = XYFrame.Spans(chart.Panels);
        for (var i = 0; i < chart.Panels.Count; i++)
        {
            var outer = new Box(10 + ((i % columns) * (width + Gap)), top + (i / columns * (height + 8)), width, height);
            DrawPanel(b, chart.Panels[i], x, y, outer);
        }
        var rows = ((chart.Panels.Count - 1) / columns) + 1;
        return b.Build(chart, size.Width, top + (rows * (height + 8)));
    }

    private static void DrawPanel(PictureBuilder b, XYChart panel, Span x, Span y, Box outer)
    {
        var bare = panel with { X = panel.X with { Label = "" } };
        var frame = new XYFrame(bare, x, y, Box.Between(outer.Left, outer.Top + 22, outer.Right, outer.Bottom));
        b.Text(frame.Plot.Left, outer.Top + 14, ReportFont.Fit(panel.Title, PictureBuilder.LabelSize, frame.Plot.Width), PictureBuilder.LabelSize, Ink.Text);
        frame.Draw(b);
        if (!panel.Layers.Any(layer => layer.Ys.Any(double.IsFinite)))
            b.Text(frame.Plot.Left + (frame.Plot.Width / 2), frame.Plot.Top + (frame.Plot.Height / 2), "not measured", PictureBuilder.TickSize, Ink.Muted, Anchor.Middle);
        foreach (var layer in panel.Layers) LayerMarks.Draw(b, layer, frame, panel);
        AddTip(b, panel, frame);
    }

    /// <summary>The last values: small charts show the shape, tables and single charts the numbers.</summary>
    private static void AddTip(PictureBuilder b, XYChart panel, XYFrame frame)
    {
        var ends = panel.Layers.OfType<LineLayer>().Where(l => l.Points.Any(p => double.IsFinite(p.Y)))
            .Select(l => $"{l.Name}: {panel.Y.Exact(l.Points.Last(p => double.IsFinite(p.Y)).Y)}");
        b.Add(new BoxMark(frame.Plot, Ink.Paper) { Opacity = 0, Tip = $"{panel.Title}, at the end\n{string.Join('\n', ends)}" });
    }
}
