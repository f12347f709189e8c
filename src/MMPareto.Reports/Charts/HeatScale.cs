using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>The key to the shades.</summary>
internal static class HeatScale
{
    private const int Steps = 40;

    /// <summary>Draws it into a tall box; numbers stand to its right.</summary>
    public static void Draw(PictureBuilder b, Axis axis, Span span, Box box)
    {
        for (var i = 0; i < Steps; i++)
        {
            var part = new Box(box.Left, box.Bottom - ((i + 1) * box.Height / Steps), box.Width, (box.Height / Steps) + 0.3);
            b.Add(new BoxMark(part, Ink.Paper) { Colour = Palette.HeatColour((i + 0.5) / Steps) });
        }
        var ticks = Ticks.Within(span.Low, span.High, 5);
        foreach (var tick in ticks.Values)
        {
            var y = box.Bottom - (box.Height * span.Fraction(tick));
            b.Line(box.Right, y, box.Right + 4, y, Ink.Axis);
            b.Text(box.Right + 7, y + 4, ticks.Text(tick, axis.Format), PictureBuilder.TickSize, Ink.Muted);
        }
        b.Text(box.Right, box.Bottom + 18, axis.Label, PictureBuilder.TickSize, Ink.Muted, Anchor.Middle);
    }
}
