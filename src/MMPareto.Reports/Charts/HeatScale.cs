using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>The key to the shades.</summary>
internal static class HeatScale
{
    private const int Steps = 40;

    /// <summary>Draws it into a tall box; numbers stand to its right.</summary>
    public static void Draw(PictureBuilder b, HeatChart chart, Span span, Box box)
    {
        for (var i = 0; i < Steps; i++)
        {
            var part = new Box(box.Left, box.Bottom - ((i + 1) * box.Height / Steps), box.Width, (box.Height / Steps) + 0.3);
            b.Add(new BoxMark(part, Ink.Paper) { Colour = ColourAt(chart, (i + 0.5) / Steps) });
        }
        var ticks = Ticks.Within(span.Low, span.High, 5);
        foreach (var tick in ticks.Values)
        {
            var y = box.Bottom - (box.Height * span.Fraction(tick));
            b.Line(box.Right, y, box.Right + 4, y, Ink.Axis);
            b.Text(box.Right + 7, y + 4, ticks.Text(tick, chart.Scale.Format), PictureBuilder.TickSize, Ink.Muted);
        }
        b.Text(box.Right, box.Bottom + 18, chart.Scale.Label, PictureBuilder.TickSize, Ink.Muted, Anchor.Middle);
    }

    /// <summary>The colour of a place on the scale.</summary>
    /// <param name="chart">Whose scale.</param>
    /// <param name="fraction">From 0 to 1.</param>
    public static string ColourAt(HeatChart chart, double fraction) =>
        chart.Shades == HeatShades.Diverging ? Palette.TwoSidedColour(fraction) : Palette.HeatColour(fraction);

    /// <summary>Whether text on it must be white.</summary>
    /// <param name="chart">Whose scale.</param>
    /// <param name="fraction">From 0 to 1.</param>
    public static bool IsDarkAt(HeatChart chart, double fraction) =>
        chart.Shades == HeatShades.Diverging ? Math.Abs(fraction - 0.5) > 0.33 : fraction > 0.55;
}
