using System.Text;
using System.Xml.Linq;
using CsCheck;
using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Png;
using MMPareto.Reports.Svg;

namespace MMPareto.Tests.Reports;

/// <summary>Charts are pure functions from values to pictures.</summary>
public class ChartTests
{
    private static readonly Gen<(double Low, double High)> Ranges =
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-6, 6], (low, power) => (low, low + Math.Pow(10, power)));

    [Fact]
    public void Ticks_are_round_few_equally_far_apart_and_within_the_range() => Ranges.Sample(range =>
    {
        var ticks = Ticks.Within(range.Low, range.High, 5);
        var slack = ticks.Step * 1e-6;
        Assert.InRange(ticks.Values.Count, 2, 7);
        Assert.All(ticks.Values, tick => Assert.InRange(tick, range.Low - slack, range.High + slack));
        var digits = ticks.Step / Math.Pow(10, Math.Floor(Math.Log10(ticks.Step * 1.0000001)));
        Assert.Contains(new[] { 1, 2, 2.5, 5 }, digit => Math.Abs(digit - digits) < 1e-6);
        for (var i = 1; i < ticks.Values.Count; i++) Assert.Equal(ticks.Step, ticks.Values[i] - ticks.Values[i - 1], ticks.Step * 1e-3);
        Assert.Equal(ticks.Values.Count, ticks.Values.Select(t => ticks.Text(t, AxisFormat.Plain)).Distinct().Count());
    }, iter: 1000, threads: 1);

    [Theory]
    [InlineData(0.3, false, "0.3")]
    [InlineData(0.25, true, "25.0")]
    [InlineData(-0.5, false, "−0.5")]
    public void A_tick_has_the_decimals_that_its_step_needs(double value, bool isPercent, string text) =>
        Assert.Equal(text, new Ticks(isPercent ? 0.025 : 0.1, []).Text(value, isPercent ? AxisFormat.Percent : AxisFormat.Plain));

    [Fact]
    public void Whole_axes_have_whole_ticks() =>
        Assert.Equal([1, 2, 3, 4], Ticks.Within(1, 4, 8, areWhole: true).Values);

    public static TheoryData<string, double[]> Series => new()
    {
        { "none", [] },
        { "one", [0.5] },
        { "constant", [3, 3, 3] },
        { "not one number", [double.NaN, double.NaN] },
        { "gaps and infinities", [1, double.NaN, double.PositiveInfinity, 2, double.NegativeInfinity, 3] },
        { "huge", [1e300, -1e300] },
        { "tiny", [1e-300, 2e-300] },
        { "zeros", [0, 0] },
    };

    [Theory]
    [MemberData(nameof(Series))]
    public void Any_series_makes_a_picture_of_finite_places(string name, double[] values)
    {
        var chart = Line(name, values);
        foreach (var size in (ChartSize[])[ChartSize.Half, ChartSize.Narrow])
        {
            var text = new StringBuilder();
            var picture = ChartLayout.Draw(chart, size);
            SvgWriter.Inline(picture, "x", text);
            foreach (var bad in (string[])["NaN", "∞", "Infinity"])
                Assert.DoesNotContain(bad, text.ToString(), StringComparison.Ordinal);
            XDocument.Parse(text.ToString());
            Assert.NotEmpty(PngWriter.File(picture));
            Assert.Equal(!values.Any(double.IsFinite), text.ToString().Contains(">no values<", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_gap_breaks_the_line() =>
        Assert.Equal(2, ChartLayout.Draw(Line("gap", [1, 2, double.NaN, 4, 5]), ChartSize.Half).Marks
            .OfType<LineMark>().Count(mark => mark.Ink == Ink.Blue && mark.Dash == Dash.Solid && mark.Points.Count == 2 && mark.Width > 1));

    [Fact]
    public void Names_are_escaped_and_tips_are_exact()
    {
        var text = new StringBuilder();
        SvgWriter.Inline(ChartLayout.Draw(Line("<b>&\"", [0.123456, 2]), ChartSize.Half), "x", text);
        var svg = XDocument.Parse(text.ToString()).Root!;
        Assert.Contains("<b>&\"", svg.Descendants().Select(e => e.Value));
        Assert.Contains("<b>&\\\": 0.1235", svg.Attribute("data-tips")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_series_have_the_same_colour_dash_and_shape()
    {
        var styles = Enumerable.Range(0, 6).Select(SeriesStyle.Of).ToArray();
        Assert.Equal(6, styles.Select(s => s.Ink).Distinct().Count());
        Assert.Equal(6, styles.Select(s => s.Shape).Distinct().Count());
    }

    [Fact]
    public void Thinning_keeps_the_lowest_and_the_highest_point_and_the_order() =>
        Gen.Double[-1, 1].Array[300, 2000].Sample(values =>
        {
            var points = values.Select((y, x) => new Point(x, y)).ToArray();
            var kept = Downsampling.MinMax(points, 200);
            Assert.InRange(kept.Count, 100, 200);
            Assert.Equal(values.Min(), kept.Min(p => p.Y));
            Assert.Equal(values.Max(), kept.Max(p => p.Y));
            Assert.Equal(kept.OrderBy(p => p.X), kept);
        }, iter: 100, threads: 1);

    [Fact]
    public void Labels_moved_apart_keep_their_order_and_distance() =>
        Gen.Double[0, 100].Array[1, 8].Sample(values =>
        {
            var places = Apart.Spread([.. values.Order()], 10, 0, 100);
            for (var i = 1; i < places.Length; i++) Assert.True(places[i] - places[i - 1] >= 10 - 1e-9);
            Assert.InRange(places[0], 0, 100);
            Assert.InRange(places[^1], 0, 100);
        }, iter: 300, threads: 1);

    [Fact]
    public void A_histogram_counts_every_finite_value() => Assert.Equal(
        [2, 1, 2], HistogramLayer.Of("h", SeriesStyle.Of(0), [0, 0.5, 1.5, 2.5, 3, double.NaN], new(0, 3), 3).Counts);

    [Fact]
    public void The_font_has_the_signs_that_reports_use_and_their_widths()
    {
        Assert.Equal(3 * ReportFont.Width("‖", 10), ReportFont.Width("‖‖‖", 10), 6);
        Assert.Equal(ReportFont.Width("0", 10), ReportFont.Width("7", 10), 6);
        Assert.True(ReportFont.Width("i", 10) < ReportFont.Width("W", 10));
        using var data = SkiaSharp.SKData.CreateCopy(ReportFont.File);
        using var typeface = SkiaSharp.SKTypeface.FromData(data);
        foreach (var rune in "‖±−×γθ∇Σαβ≤≥≈→↑↓…–“”²½äß".EnumerateRunes())
            Assert.True(typeface.ContainsGlyph(rune.Value), rune.ToString());
        using var font = new SkiaSharp.SKFont(typeface, 100) { Subpixel = true, Hinting = SkiaSharp.SKFontHinting.None };
        Assert.Equal(font.MeasureText("Cosine ‖g_m‖ −0.25"), ReportFont.Width("Cosine ‖g_m‖ −0.25", 100), 0.5);
    }

    [Theory]
    [InlineData(0.000123456, "0.0001235")]
    [InlineData(1234.5, "1,235")]
    [InlineData(-0.5, "−0.5")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(double.NaN, "–")]
    [InlineData(0, "0")]
    public void Numbers_have_so_many_digits_as_mean_something(double value, string text) =>
        Assert.Equal(text, Number.Significant(value));

    [Theory]
    [InlineData(0.0123, "+1.23")]
    [InlineData(-0.0123, "−1.23")]
    [InlineData(-0.00001, "0.00")]
    [InlineData(0.00001, "0.00")]
    public void Differences_have_their_sign(double value, string text) => Assert.Equal(text, Number.Points(value));

    private static XYChart Line(string name, double[] values) => new()
    {
        Name = "line",
        Title = name,
        Description = name,
        X = new("step", AxisFormat.Whole),
        Y = new("value"),
        Layers = [new LineLayer { Name = name, Style = SeriesStyle.Of(0), Points = [.. values.Select((y, x) => new Point(x, y))] }],
    };
}
