using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays out a table of shades.</summary>
internal static class HeatLayout
{
    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(HeatChart chart, ChartSize size)
    {
        var b = new PictureBuilder();
        var top = b.Title(chart.Title, size.Width);
        b.Text(10, top + 14, chart.HasContours ? $"{chart.YLabel} ↑" : $"{chart.YLabel} ↓", PictureBuilder.LabelSize, Ink.Muted);
        top += 24;
        var names = chart.Rows.Select(n => ReportFont.Width(n, PictureBuilder.TickSize)).DefaultIfEmpty(0).Max() + 16;
        var scale = 74.0;
        var side = Math.Min(size.Width - names - scale - 10, size.IsNarrow ? 250 : 300);
        var plot = new Box(names, top, side, side);
        var span = Span.Of(chart.Values.SelectMany(row => row)).Within(chart.Scale);
        DrawCells(b, chart, plot, span);
        if (chart.HasContours) Contours.Draw(b, chart.Values, plot, span);
        DrawNames(b, chart, plot);
        HeatScale.Draw(b, chart.Scale, span, new(plot.Right + 16, plot.Top, 14, side));
        return b.Build(chart, size.Width, plot.Bottom + 44);
    }

    private static void DrawCells(PictureBuilder b, HeatChart chart, Box plot, Span span)
    {
        var (w, h) = (plot.Width / chart.Columns.Count, plot.Height / chart.Rows.Count);
        for (var r = 0; r < chart.Rows.Count; r++)
            for (var c = 0; c < chart.Columns.Count; c++)
            {
                var shade = span.Fraction(chart.Values[r][c]);
                var text = chart.Texts?[r][c];
                b.Add(new BoxMark(new(plot.Left + (c * w), plot.Top + (r * h), w + 0.3, h + 0.3), Ink.Paper)
                {
                    Colour = Palette.HeatColour(shade),
                    Tip = Tip(chart, r, c),
                });
                if (text is null || ReportFont.Width(text, 10.5) > w - 2 || h < 13) continue;
                b.Add(new TextMark(new(plot.Left + ((c + 0.5) * w), plot.Top + ((r + 0.5) * h) + 4), text, 10.5, Ink.Text, Anchor.Middle)
                {
                    Colour = shade > 0.55 ? "#ffffff" : "#1b1f24",
                });
            }
    }

    private static string? Tip(HeatChart chart, int r, int c)
    {
        if (chart.HasContours && chart.Rows.Count * chart.Columns.Count > 900) return null;
        var count = chart.Texts is null ? "" : $"{chart.Texts[r][c]}, ";
        return $"{chart.YLabel} {chart.Rows[r]}, {chart.XLabel} {chart.Columns[c]}\n{count}{chart.Scale.Exact(chart.Values[r][c])}";
    }

    private static void DrawNames(PictureBuilder b, HeatChart chart, Box plot)
    {
        var (w, h) = (plot.Width / chart.Columns.Count, plot.Height / chart.Rows.Count);
        var widest = chart.Columns.Max(n => ReportFont.Width(n, PictureBuilder.TickSize)) + 6;
        var (across, down) = (Every(widest / w, chart.Columns.Count), Every(15 / h, chart.Rows.Count));
        for (var c = 0; c < chart.Columns.Count; c += across)
            b.Text(plot.Left + ((c + 0.5) * w), plot.Bottom + 15, chart.Columns[c], PictureBuilder.TickSize, Ink.Muted, Anchor.Middle);
        for (var r = 0; r < chart.Rows.Count; r += down)
            b.Text(plot.Left - 6, plot.Top + ((r + 0.5) * h) + 4, chart.Rows[r], PictureBuilder.TickSize, Ink.Muted, Anchor.End);
        b.Text(plot.Left + (plot.Width / 2), plot.Bottom + 34, $"{chart.XLabel} →", PictureBuilder.LabelSize, Ink.Muted, Anchor.Middle);
    }

    /// <summary>How many names to pass over; such that the first, the middle and the last of an odd count are named, if it can be.</summary>
    private static int Every(double crowding, int count)
    {
        var least = Math.Max(1, (int)Math.Ceiling(crowding));
        if (least == 1) return 1;
        for (var step = least; step <= count / 2; step++)
            if ((count - 1) % (2 * step) == 0) return step;
        return least;
    }
}
