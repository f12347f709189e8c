using System.Globalization;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>Numbers as tables show them: the same in every culture, fractions in percent with one decimal.</summary>
internal static class NumberText
{
    /// <summary>Stands for what is not known.</summary>
    public const string Missing = "–";

    /// <summary><c>81.2 ± 0.4</c>; one run has no spread to show.</summary>
    public static string Percent(MeanRecord? mean) => mean is null ? Missing
        : mean.StandardDeviation is { } deviation ? $"{Percent(mean.Mean)} ± {Percent(deviation)}" : Percent(mean.Mean);

    /// <summary><c>81.2</c>.</summary>
    public static string Percent(double? fraction) => fraction is { } known && double.IsFinite(known) ? Text(100 * known, "0.0") : Missing;

    /// <summary><c>+0.8</c>, percentage points with their sign.</summary>
    public static string Points(double fraction) => Text(100 * fraction, "+0.0;-0.0;0.0");

    /// <summary><c>-0.2 to 1.8</c>.</summary>
    public static string Interval(IntervalRecord? interval) =>
        interval is null ? Missing : $"{Percent(interval.Low)} to {Percent(interval.High)}";

    /// <summary><c>0.012</c>, or <c>&lt;0.001</c>.</summary>
    public static string Probability(double? p) => p switch
    {
        null => Missing,
        < 0.0005 => "<0.001",
        _ => Text(p.Value, "0.000"),
    };

    /// <summary><c>1.32</c>.</summary>
    public static string Plain(double? number) => number is { } known ? Text(known, "0.00") : Missing;

    /// <summary><c>95</c>, a fraction in percent without decimals that say nothing.</summary>
    public static string Share(double fraction) => (100 * fraction).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary><c>10,000</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number, string format)
    {
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.TrimStart('-', '0', '.').Length == 0 ? text.TrimStart('-') : text; // no -0.0
    }
}
