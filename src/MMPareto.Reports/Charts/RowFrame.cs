using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Rows with names at the left, over an axis to the right.</summary>
internal sealed class RowFrame
{
    private readonly Axis _axis;
    private readonly Span _span;
    private readonly Ticks _ticks;
    private readonly double _names;

    /// <summary>Takes the room for names, bars and axis.</summary>
    public RowFrame(Axis axis, IEnumerable<double> values, IEnumerable<string> names, Box outer)
    {
        var span = Span.Of(values.Append(0)).Within(axis);
        var wanted = (int)Math.Clamp(outer.Width / 90, 2, 7);
        var (low, high) = Ticks.Widen(span.Low, span.High, wanted);
        (_axis, _span) = (axis, new Span(axis.Min ?? low, axis.Max ?? high));
        _ticks = Ticks.Within(_span.Low, _span.High, wanted);
        _names = Math.Min(outer.Width * 0.36, names.Select(n => ReportFont.Width(n, PictureBuilder.LabelSize)).DefaultIfEmpty(0).Max());
        Plot = Box.Between(outer.Left + _names + 10, outer.Top, outer.Right, outer.Bottom - 38);
    }

    /// <summary>Where the values are.</summary>
    public Box Plot { get; }

    /// <summary>Where on the picture a value lies.</summary>
    public double X(double value) => Plot.Left + (Plot.Width * Math.Clamp(_span.Fraction(value), -0.02, 1.02));

    /// <summary>Draws grid and axis.</summary>
    public void Draw(PictureBuilder b)
    {
        foreach (var tick in _ticks.Values)
        {
            b.Line(X(tick), Plot.Top, X(tick), Plot.Bottom, tick == 0 ? Ink.Axis : Ink.Grid, tick == 0 ? 1.4 : 1);
            b.Text(X(tick), Plot.Bottom + 16, _ticks.Text(tick, _axis.Format), PictureBuilder.TickSize, Ink.Muted, Anchor.Middle);
        }
        b.Text(Plot.Left + (Plot.Width / 2), Plot.Bottom + 33, _axis.Label, PictureBuilder.LabelSize, Ink.Muted, Anchor.Middle);
    }

    /// <summary>Writes the name of a row.</summary>
    public void Name(PictureBuilder b, string name, double middle) =>
        b.Text(Plot.Left - 8, middle + 4, ReportFont.Fit(name, PictureBuilder.LabelSize, _names), PictureBuilder.LabelSize, Ink.Text, Anchor.End);
}
