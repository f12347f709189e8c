using System.Globalization;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Benchmarks.Results;

/// <summary>Units of figures, and numbers as text.</summary>
internal static class Units
{
    /// <summary>A time over a time, or a size over a size.</summary>
    public const string Ratio = "×";

    /// <summary>Seconds.</summary>
    public const string Seconds = "s";

    /// <summary>Bytes.</summary>
    public const string Bytes = "B";

    /// <summary>A share, in percent.</summary>
    public const string Percent = "%";

    /// <summary>Things a second.</summary>
    public const string Rate = "/s";

    /// <summary>A cosine.</summary>
    public const string Cosine = "cosine";

    /// <summary>A count of anything.</summary>
    public const string Count = "";

    /// <summary>A number with its unit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">One of the units here.</param>
    public static string Text(double value, string unit) => unit switch
    {
        Ratio => Invariant($"{value:0.000}"),
        Seconds when Math.Abs(value) < 1e-3 => Invariant($"{value * 1e6:0} µs"),
        Seconds when Math.Abs(value) < 1 => Invariant($"{value * 1e3:0.00} ms"),
        Seconds => Invariant($"{value:0.000} s"),
        Bytes when Math.Abs(value) < 1e6 => Invariant($"{value / 1e3:0.0} kB"),
        Bytes => Invariant($"{value / 1e6:0.0} MB"),
        Cosine => Invariant($"{value:0.0000}"),
        Percent => Invariant($"{value:0.00} %"),
        Rate => Invariant($"{value:0} /s"),
        _ => Invariant($"{value:0.##}"),
    };

    /// <summary>A number with its interval.</summary>
    /// <param name="value">The number.</param>
    /// <param name="interval">Its interval, or null.</param>
    /// <param name="unit">One of the units here.</param>
    public static string Text(double value, IntervalRecord? interval, string unit) =>
        interval is null ? Text(value, unit) : $"{Text(value, unit)} ({Text(interval.Low, unit)} to {Text(interval.High, unit)})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
