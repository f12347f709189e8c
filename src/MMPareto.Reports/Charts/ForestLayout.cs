using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays out differences with their intervals.</summary>
internal static class ForestLayout
{
    private const double RowHeight = 26;

    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(ForestChart chart, ChartSize size)
    {
        var b = new PictureBuilder();
        var style = SeriesStyle.Of(0);
        var top = b.Title(chart.Title, size.Width);
        top = b.Legend([new(chart.ThickName, style, LegendKind.ThickLine), new(chart.ThinName, style, LegendKind.Line)], 10, top + 2, size.Width - 20) + 6;
        var row = size.IsNarrow ? RowHeight + 14 : RowHeight;
        var height = top + (chart.Rows.Count * row) + 42;
        var words = size.IsNarrow ? 0 : chart.Rows.Select(r => ReportFont.Width(Words(r), PictureBuilder.TickSize)).DefaultIfEmpty(0).Max();
        var frame = new RowFrame(chart.Axis, chart.Rows.SelectMany(Values), chart.Rows.Select(r => r.Label),
            Box.Between(10, top, size.Width - words - 16, height - 4));
        frame.Draw(b);
        for (var r = 0; r < chart.Rows.Count; r++)
        {
            var middle = top + (r * row) + (RowHeight / 2);
            frame.Name(b, chart.Rows[r].Label, middle);
            DrawRow(b, chart, chart.Rows[r], frame, middle, style);
            if (size.IsNarrow) b.Text(frame.Plot.Left + 4, middle + 18, ReportFont.Fit(Words(chart.Rows[r]), PictureBuilder.TickSize, frame.Plot.Width), PictureBuilder.TickSize, Ink.Muted);
            else b.Text(frame.Plot.Right + 10, middle + 4, Words(chart.Rows[r]), PictureBuilder.TickSize, Ink.Text);
        }
        return b.Build(chart, size.Width, height);
    }

    private static void DrawRow(PictureBuilder b, ForestChart chart, ForestRow row, RowFrame frame, double y, SeriesStyle style)
    {
        if (row.Thick is { } thick) b.Add(new LineMark([new(frame.X(thick.Low), y), new(frame.X(thick.High), y)], style.Ink, 5) { Opacity = 0.45 });
        if (row.Thin is { } thin) b.Line(frame.X(thin.Low), y, frame.X(thin.High), y, style.Ink, 1.5);
        if (!double.IsFinite(row.Mean)) return;
        var tip = $"{row.Label}: {Number.Points(row.Mean)}{Interval(chart.ThickName, row.Thick)}{Interval(chart.ThinName, row.Thin)}\n{row.Words}";
        b.Add(new SymbolMark(new(frame.X(row.Mean), y), Shape.Diamond, 4.5, style.Ink) { Tip = tip });
    }

    private static string Interval(string name, Span? span) =>
        span is { } s ? $"\n{name}: {Number.Points(s.Low)} to {Number.Points(s.High)}" : "";

    private static string Words(ForestRow row) => $"{Number.Points(row.Mean, 1)}  {row.Words}";

    private static IEnumerable<double> Values(ForestRow row) =>
        new[] { row.Thin, row.Thick }.OfType<Span>().SelectMany(s => new[] { s.Low, s.High }).Append(row.Mean);
}
