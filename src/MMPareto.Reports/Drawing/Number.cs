using System.Globalization;

namespace MMPareto.Reports.Drawing;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class Number
{
    private const string Minus = "−";

    /// <summary>Up to so many significant digits: <c>0.0412</c>, <c>1,234</c>, <c>3.2e-7</c>.</summary>
    public static string Significant(double value, int digits = 4)
    {
        if (!double.IsFinite(value)) return "–";
        if (value == 0) return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -4 or > 8)
            return Signed(value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture));
        var decimals = Math.Clamp(digits - 1 - exponent, 0, 15);
        return Signed(value.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture));
    }

    /// <summary>With so many decimals.</summary>
    public static string Decimals(double value, int decimals) => !double.IsFinite(value) ? "–"
        : Signed(value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>A fraction as per cent, without the sign: 0.8125 is <c>81.25</c>.</summary>
    public static string Percent(double fraction, int decimals = 2) => Decimals(100 * fraction, decimals);

    /// <summary>A difference of fractions in percentage points, with its sign.</summary>
    public static string Points(double difference, int decimals = 2)
    {
        var text = Percent(difference, decimals);
        return difference > 0 && text.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "+" + text : text;
    }

    /// <summary>A whole number with separators.</summary>
    public static string Whole(long value) => Signed(value.ToString("N0", CultureInfo.InvariantCulture));

    private static string Signed(string text) =>
        text[0] != '-' ? text : text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..] : Minus + text[1..];
}
