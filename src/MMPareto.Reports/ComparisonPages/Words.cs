using MMPareto.Reports.Drawing;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>Numbers of comparisons as text.</summary>
internal static class Words
{
    /// <summary>A mean of fractions with its standard deviation, in per cent.</summary>
    public static string Percent(MeanRecord? mean) => mean is null ? "–"
        : mean.StandardDeviation is { } deviation ? $"{Number.Percent(mean.Mean)} ± {Number.Percent(deviation)}" : Number.Percent(mean.Mean);

    /// <summary>An interval of differences, in percentage points.</summary>
    public static string Interval(IntervalRecord? interval) =>
        interval is null ? "–" : $"{Number.Points(interval.Low)} to {Number.Points(interval.High)}";

    /// <summary>A p-value.</summary>
    public static string PValue(double? p) => p switch
    {
        null => "–",
        < 0.001 => "< 0.001",
        _ => Number.Decimals(p.Value, 3),
    };
}
