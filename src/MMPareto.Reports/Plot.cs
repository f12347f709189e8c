using MMPareto.Reports.Charts;
using MMPareto.Reports.Png;
using MMPareto.Reports.Svg;

namespace MMPareto.Reports;

/// <summary>One chart of a report, as a file of its own.</summary>
public sealed class Plot
{
    private readonly Drawing.Picture _picture;

    internal Plot(Chart chart)
    {
        Name = chart.Name;
        Title = chart.Title;
        _picture = ChartLayout.Draw(chart, ChartSize.Of(chart));
    }

    /// <summary>Name of its files, for example <c>cosine-gray</c>.</summary>
    public string Name { get; }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>The chart as SVG, with its font inside.</summary>
    public string ToSvg() => SvgWriter.File(_picture);

    /// <summary>The chart as PNG, twice as many pixels as points of the screen.</summary>
    public byte[] ToPng() => PngWriter.File(_picture);
}
