using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays out a table of shades.</summary>
internal static class HeatLayout
{
    private const double SmallestSide = 60; // where names take all of the room
    private const string NotMeasured = "#d0d4da";

    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(HeatChart chart, ChartSize size)
    {
        var b = new PictureBuilder();
        var top = b.Title(chart.Title, size.Width);
        if (chart.Classes is { } classes) top = DrawClasses(b, classes, top, size.Width);
        b.Text(10, top + 14, chart.HasContours ? $"{chart.YLabel} ↑" : $"{chart.YLabel} ↓", PictureBuilder.LabelSize, Ink.Muted);
        top += 24;
        var names = chart.Rows.Select(n => ReportFont.Width(n, PictureBuilder.TickSize)).DefaultIfEmpty(0).Max() + 16;
        var scale = 74.0;
        var side = Math.Max(SmallestSide, Math.Min(size.Width - names - scale - 10, size.IsNarrow ? 250 : 300));
        var plot = new Box(names, top, side, side);
        var span = Span.Of(chart.Values.SelectMany(row => row)).Within(chart.Scale);
        DrawCells(b, chart, plot, span);
        if (chart.HasContours) Contours.Draw(b, chart.Values, plot, span);
        DrawNames(b, chart, plot);
        if (chart.Classes is null) HeatScale.Draw(b, chart, span, new(plot.Right + 16, plot.Top, 14, side));
        return b.Build(chart, size.Width, plot.Bottom + 44);
    }

    private static void DrawCells(PictureBuilder b, HeatChart chart, Box plot, Span span)
    {
        var (w, h) = (plot.Width / chart.Columns.Count, plot.Height / chart.Rows.Count);
        for (var r = 0; r < chart.Rows.Count; r++)
            for (var c = 0; c < chart.Columns.Count; c++)
            {
                var (colour, isDark) = Look(chart, chart.Values[r][c], span);
                b.Add(new BoxMark(new(plot.Left + (c * w), plot.Top + (r * h), w + 0.3, h + 0.3), Ink.Paper)
                {
                    Colour = colour,
                    Tip = Tip(chart, r, c),
                });
                var text = chart.Texts?[r][c];
                if (text is null || ReportFont.Width(text, 10.5) > w - 2 || h < 13) continue;
                b.Add(new TextMark(new(plot.Left + ((c + 0.5) * w), plot.Top + ((r + 0.5) * h) + 4), text, 10.5, Ink.Text, Anchor.Middle)
                {
                    Colour = isDark ? "#ffffff" : "#1b1f24",
                });
            }
    }

    private static (string Colour, bool IsDark) Look(HeatChart chart, double value, Span span)
    {
        if (!double.IsFinite(value)) return (NotMeasured, false);
        if (chart.Classes is { } classes) return (classes[(int)value].Colour, classes[(int)value].IsDark);
        var fraction = span.Fraction(value);
        return (HeatScale.ColourAt(chart, fraction), HeatScale.IsDarkAt(chart, fraction));
    }

    private static double DrawClasses(PictureBuilder b, IReadOnlyList<HeatClass> classes, double top, double width)
    {
        const double Sample = 14;
        foreach (var each in classes)
        {
            b.Add(new BoxMark(new(10, top + 5, Sample, Sample), Ink.Paper) { Colour = each.Colour });
            foreach (var line in TextLines.Of(each.Name, PictureBuilder.LabelSize, width - Sample - 26))
            {
                b.Text(10 + Sample + 6, top + 16, line, PictureBuilder.LabelSize, Ink.Text);
                top += 17;
            }
        }
        return top + 6;
    }

    private static string? Tip(HeatChart chart, int r, int c)
    {
        if (chart.Rows.Count * chart.Columns.Count > 900) return null; // a tip for each would make the file too large
        var text = chart.Texts?[r][c] ?? "";
        var value = chart.Values[r][c];
        var exact = chart.Classes is { } classes && double.IsFinite(value) ? classes[(int)value].Name : chart.Scale.Exact(value);
        var detail = chart.Details?[r][c] ?? (text.Length == 0 ? exact : $"{text}, {exact}");
        return $"{chart.YLabel} {chart.Rows[r]}, {chart.XLabel} {chart.Columns[c]}\n{detail}";
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
