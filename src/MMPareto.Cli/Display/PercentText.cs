using System.Globalization;

namespace MMPareto.Cli.Display;

/// <summary>Fractions as per cent.</summary>
internal static class PercentText
{
    /// <summary><c>12.34 %</c>; a dash for what was not measured.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    public static string Of(double? fraction) =>
        fraction is { } known && double.IsFinite(known) ? (100 * known).ToString("0.00 '%'", CultureInfo.InvariantCulture) : "-";
}
