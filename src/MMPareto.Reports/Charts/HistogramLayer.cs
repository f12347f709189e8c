using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>How often values fall into bins.</summary>
internal sealed record HistogramLayer : Layer
{
    /// <summary>The edges of the bins, one more than there are bins.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>How many values each bin holds.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <inheritdoc />
    public override IEnumerable<double> Xs => Edges;

    /// <inheritdoc />
    public override IEnumerable<double> Ys => Counts.Select(count => (double)count).Append(0);

    /// <summary>Counts values in bins that are given.</summary>
    public static HistogramLayer Of(string name, SeriesStyle style, IReadOnlyList<double> values, Span span, int bins)
    {
        var counts = new int[bins];
        foreach (var value in values.Where(double.IsFinite))
            counts[Math.Clamp((int)(span.Fraction(value) * bins), 0, bins - 1)]++;
        return new()
        {
            Name = name,
            Style = style,
            Counts = counts,
            Edges = [.. Enumerable.Range(0, bins + 1).Select(i => span.Low + ((span.High - span.Low) * i / bins))],
        };
    }

    /// <summary>The outline of its bars.</summary>
    public IEnumerable<Point> Outline()
    {
        yield return new(Edges[0], 0);
        for (var i = 0; i < Counts.Count; i++)
        {
            yield return new(Edges[i], Counts[i]);
            yield return new(Edges[i + 1], Counts[i]);
        }
        yield return new(Edges[^1], 0);
    }
}
