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

    /// <summary>A difference as cells of a table: mean, paired t, bootstrap, p after Holm's correction.</summary>
    public static IReadOnlyList<string> Difference(DifferenceRecord? d) =>
        [d is null ? "–" : Number.Points(d.Mean), Interval(d?.PairedInterval), Interval(d?.BootstrapInterval), PValue(d?.HolmPValue)];

    /// <summary>An effect size.</summary>
    public static string Effect(DifferenceRecord? d) => d?.EffectSize is { } effect ? Number.Decimals(effect, 2) : "–";

    /// <summary>What may be said of a difference.</summary>
    public static string Verdict(DifferenceRecord? d) => d?.Verdict ?? "no finished run to compare";
}
