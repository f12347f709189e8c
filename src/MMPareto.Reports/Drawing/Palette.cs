using System.Globalization;

namespace MMPareto.Reports.Drawing;

/// <summary>The colours on white: those of Okabe and Ito, which colour-blind readers can tell apart.</summary>
/// <remarks>The colours on a dark ground stand in <c>report.css</c>.</remarks>
internal static class Palette
{
    private static readonly (double At, int R, int G, int B)[] Heat =
    [
        (0, 253, 253, 250), (0.25, 198, 219, 239), (0.5, 107, 174, 214), (0.75, 33, 113, 181), (1, 8, 48, 107),
    ];

    private static readonly (double At, int R, int G, int B)[] TwoSided =
    [
        (0, 166, 80, 6), (0.25, 241, 173, 90), (0.5, 250, 250, 250), (0.75, 107, 174, 214), (1, 8, 72, 145),
    ];

    /// <summary>The colour of a purpose, as <c>#rrggbb</c>.</summary>
    public static string ColourOf(Ink ink) => ink switch
    {
        Ink.Paper => "#ffffff",
        Ink.Text => "#1b1f24",
        Ink.Muted => "#57606a",
        Ink.Grid => "#e4e7eb",
        Ink.Axis => "#8b949e",
        Ink.Blue => "#0072b2",
        Ink.Vermilion => "#d55e00",
        Ink.Green => "#009e73",
        Ink.Purple => "#b85c93",
        Ink.Orange => "#e69f00",
        Ink.Sky => "#56b4e9",
        _ => "#8a8f98",
    };

    /// <summary>A colour of the scale from white to dark blue, the same in light and dark.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    public static string HeatColour(double fraction) => Along(Heat, fraction);

    /// <summary>A colour of the scale from orange over white to blue, the same in light and dark.</summary>
    /// <param name="fraction">From 0 to 1; 0.5 is white.</param>
    public static string TwoSidedColour(double fraction) => Along(TwoSided, fraction);

    private static string Along((double At, int R, int G, int B)[] stops, double fraction)
    {
        var at = Math.Clamp(double.IsFinite(fraction) ? fraction : 0, 0, 1);
        var upper = Math.Max(1, Array.FindIndex(stops, stop => stop.At >= at));
        var (low, high) = (stops[upper - 1], stops[upper]);
        var share = (at - low.At) / (high.At - low.At);
        return string.Create(CultureInfo.InvariantCulture,
            $"#{Mix(low.R, high.R, share):x2}{Mix(low.G, high.G, share):x2}{Mix(low.B, high.B, share):x2}");
    }

    private static int Mix(int low, int high, double share) => (int)Math.Round(low + ((high - low) * share));
}
