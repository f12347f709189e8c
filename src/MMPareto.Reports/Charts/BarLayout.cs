using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Lays out bars in rows.</summary>
internal static class BarLayout
{
    private const double Thickness = 15;
    private const double RowGap = 10;

    /// <summary>The picture of a chart.</summary>
    public static Picture Draw(BarChart chart, ChartSize size)
    {
        var b = new PictureBuilder();
        var top = b.Title(chart.Title, size.Width);
        if (chart.Groups.Count > 1)
            top = b.Legend(chart.Groups.Select((g, i) => new LegendItem(g, SeriesStyle.Of(i), LegendKind.Bar)), 10, top + 2, size.Width - 20);
        top += 8;
        var thickness = chart.Groups.Count > 1 ? Thickness : Thickness + 3;
        var row = (chart.Groups.Count * thickness) + RowGap;
        var height = top + (chart.Rows.Count * row) + 42;
        var values = chart.Rows.SelectMany(r => r.Values).OfType<BarValue>().ToArray();
        var words = values.Select(v => ReportFont.Width(Words(v, chart.Axis), PictureBuilder.TickSize)).DefaultIfEmpty(0).Max();
        var frame = new RowFrame(chart.Axis, values.SelectMany(v => new[] { v.Value - (v.Error ?? 0), v.Value + (v.Error ?? 0) }),
            chart.Rows.Select(r => r.Label), Box.Between(10, top, size.Width - words - 14, height - 4));
        frame.Draw(b);
        for (var r = 0; r < chart.Rows.Count; r++)
        {
            var y = top + (r * row) + (RowGap / 2);
            frame.Name(b, chart.Rows[r].Label, y + (chart.Groups.Count * thickness / 2));
            for (var g = 0; g < chart.Groups.Count; g++)
                DrawBar(b, chart, chart.Rows[r], g, frame, new(0, y + (g * thickness), 0, thickness));
        }
        return b.Build(chart, size.Width, height);
    }

    private static void DrawBar(PictureBuilder b, BarChart chart, BarRow row, int group, RowFrame frame, Box lane)
    {
        var middle = lane.Top + (lane.Height / 2);
        if (row.Values[group] is not { } bar || !double.IsFinite(bar.Value))
        {
            b.Text(frame.X(0) + 4, middle + 4, "not measured", PictureBuilder.TickSize, Ink.Muted);
            return;
        }
        var (zero, end) = (frame.X(0), frame.X(bar.Value));
        var box = Box.Between(Math.Min(zero, end), lane.Top + 1.5, Math.Max(zero, end), lane.Bottom - 1.5);
        var name = chart.Groups.Count > 1 ? $"{row.Label}, {chart.Groups[group]}" : row.Label;
        b.Add(new BoxMark(box, SeriesStyle.Of(group).Ink) { Tip = $"{name}\n{chart.Axis.Label}: {Words(bar, chart.Axis)}" });
        var far = Math.Max(zero, end);
        if (bar.Error is { } error)
        {
            far = Math.Max(far, frame.X(bar.Value + error));
            b.Line(frame.X(bar.Value - error), middle, frame.X(bar.Value + error), middle, Ink.Text, 1.2);
        }
        b.Text(far + 5, middle + 4, Words(bar, chart.Axis), PictureBuilder.TickSize, Ink.Text);
    }

    private static string Words(BarValue bar, Axis axis) =>
        bar.Error is { } error ? $"{axis.Exact(bar.Value)} ± {axis.Exact(error)}" : axis.Exact(bar.Value);
}
