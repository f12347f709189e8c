using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Two axes around a plot, and where on the picture a value lies.</summary>
internal sealed class XYFrame
{
    private const double TickRoom = 7;
    private readonly XYChart _chart;
    private readonly Ticks _xTicks;
    private readonly Ticks _yTicks;
    private readonly Span _x;
    private readonly Span _y;

    /// <summary>Takes the room within which axes and plot must fit.</summary>
    public XYFrame(XYChart chart, Span x, Span y, Box outer)
    {
        var wanted = (int)Math.Clamp(outer.Height / 55, 2, 6);
        var (low, high) = Ticks.Widen(y.Low, y.High, wanted);
        (_chart, _x, _y) = (chart, x, new Span(chart.Y.Min ?? low, chart.Y.Max ?? high));
        _yTicks = Ticks.Within(_y.Low, _y.High, wanted, chart.Y.Format == AxisFormat.Whole);
        var left = _yTicks.Values.Select(t => ReportFont.Width(_yTicks.Text(t, chart.Y.Format), PictureBuilder.TickSize)).DefaultIfEmpty(0).Max();
        Plot = Box.Between(outer.Left + left + TickRoom, outer.Top, outer.Right, outer.Bottom - 20 - (chart.X.Label.Length > 0 ? 18 : 0));
        _xTicks = Ticks.Within(x.Low, x.High, (int)Math.Clamp(Plot.Width / 70, 2, 8), chart.X.Format == AxisFormat.Whole);
    }

    /// <summary>Where the values are.</summary>
    public Box Plot { get; }

    /// <summary>The span of both axes of a chart's values.</summary>
    public static (Span X, Span Y) Spans(params IEnumerable<XYChart> charts)
    {
        var all = charts.ToArray();
        var layers = all.SelectMany(chart => chart.Layers).ToArray();
        var (x, y) = (Span.Of(layers.SelectMany(l => l.Xs)), Span.Of(layers.SelectMany(l => l.Ys).Concat(all.SelectMany(chart => chart.Rules).Where(rule => !rule.IsVertical).Select(rule => rule.Value))));
        if (layers.OfType<ScatterLayer>().Any()) x = new(x.Low - (0.05 * (x.High - x.Low)), x.High + (0.05 * (x.High - x.Low)));
        return (x.Within(all[0].X), y.Within(all[0].Y));
    }

    /// <summary>Where on the picture a value of x lies.</summary>
    public double X(double value) => Plot.Left + (Plot.Width * _x.Fraction(value));

    /// <summary>Where on the picture a value of y lies; held near the plot, so that no coordinate is without end.</summary>
    public double Y(double value) => Plot.Bottom - (Plot.Height * Math.Clamp(_y.Fraction(value), -0.02, 1.02));

    /// <summary>Where on the picture a point lies.</summary>
    public Point At(Point value) => new(X(value.X), Y(value.Y));

    /// <summary>Draws grid, axes and rules.</summary>
    public void Draw(PictureBuilder b)
    {
        foreach (var tick in _yTicks.Values)
        {
            b.Line(Plot.Left, Y(tick), Plot.Right, Y(tick), tick == 0 ? Ink.Axis : Ink.Grid, tick == 0 ? 1.2 : 1);
            b.Text(Plot.Left - TickRoom, Y(tick) + 4, _yTicks.Text(tick, _chart.Y.Format), PictureBuilder.TickSize, Ink.Muted, Anchor.End);
        }
        b.Line(Plot.Left, Plot.Bottom, Plot.Right, Plot.Bottom, Ink.Axis);
        foreach (var tick in _xTicks.Values)
        {
            b.Line(X(tick), Plot.Bottom, X(tick), Plot.Bottom + 4, Ink.Axis);
            b.Text(X(tick), Plot.Bottom + 17, _xTicks.Text(tick, _chart.X.Format), PictureBuilder.TickSize, Ink.Muted, Anchor.Middle);
        }
        if (_chart.X.Label.Length > 0)
            b.Text(Plot.Left + (Plot.Width / 2), Plot.Bottom + 34, _chart.X.Label, PictureBuilder.LabelSize, Ink.Muted, Anchor.Middle);
        foreach (var rule in _chart.Rules) DrawRule(b, rule);
    }

    private void DrawRule(PictureBuilder b, Rule rule)
    {
        if (!double.IsFinite(rule.Value)) return;
        if (!rule.IsVertical)
        {
            if (rule.Value < _y.Low || rule.Value > _y.High) return;
            b.Line(Plot.Left, Y(rule.Value), Plot.Right, Y(rule.Value), Ink.Axis, 1.2, Dash.Short);
            b.Text(Plot.Left + 4, Y(rule.Value) - 4, rule.Label, PictureBuilder.TickSize, Ink.Muted);
            return;
        }
        if (rule.Value < _x.Low || rule.Value > _x.High) return;
        var x = X(rule.Value);
        b.Line(x, Plot.Top, x, Plot.Bottom, Ink.Axis, 1.2, Dash.Short);
        var fits = x + 4 + ReportFont.Width(rule.Label, PictureBuilder.TickSize) < Plot.Right;
        b.Text(x + (fits ? 4 : -4), Plot.Top + 10, rule.Label, PictureBuilder.TickSize, Ink.Muted, fits ? Anchor.Start : Anchor.End);
    }
}
