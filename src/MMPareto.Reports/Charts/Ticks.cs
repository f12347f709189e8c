using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Round numbers along an axis, equally far apart.</summary>
/// <param name="Step">How far apart.</param>
/// <param name="Values">The numbers.</param>
internal sealed record Ticks(double Step, IReadOnlyList<double> Values)
{
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>Ticks within a range.</summary>
    /// <param name="low">Its lower end.</param>
    /// <param name="high">Its upper end.</param>
    /// <param name="wanted">About how many.</param>
    /// <param name="areWhole">Whether they must be whole numbers.</param>
    public static Ticks Within(double low, double high, int wanted, bool areWhole = false)
    {
        var step = StepFor(low, high, wanted, areWhole);
        var first = Math.Ceiling((low / step) - 1e-9);
        var last = Math.Floor((high / step) + 1e-9);
        var count = Math.Max(0, (int)Math.Min(last - first + 1, 1000));
        return new(step, [.. Enumerable.Range(0, count).Select(i => Math.Clamp(Clean((first + i) * step, step), low, high))]);
    }

    /// <summary>A range that begins and ends at a tick.</summary>
    public static (double Low, double High) Widen(double low, double high, int wanted)
    {
        var step = StepFor(low, high, wanted, areWhole: false);
        return (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step);
    }

    /// <summary>A number of the axis as text, with as many decimals as its step needs.</summary>
    public string Text(double value, AxisFormat format)
    {
        var (shown, step) = format == AxisFormat.Percent ? (100 * value, 100 * Step) : (value, Step);
        var largest = Math.Max(Math.Abs(shown), step);
        if (largest >= 1e6 || step < 1e-4) return Number.Significant(shown, (int)Math.Clamp(Math.Ceiling(Math.Log10(largest / step)) + 2, 2, 15));
        var decimals = 0;
        while (decimals < 6 && Math.Abs((step * Math.Pow(10, decimals)) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6) decimals++;
        return Number.Decimals(shown, decimals);
    }

    private static double StepFor(double low, double high, int wanted, bool areWhole)
    {
        var rough = Math.Max((high - low) / Math.Max(wanted, 1), double.Epsilon * 1e10);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.Select(s => s * power).First(s => s >= rough * (1 - 1e-9));
        return !areWhole ? step : step <= 1 ? 1 : Math.Ceiling(step);
    }

    /// <summary>Without the dust of rounding: 0.3 and not 0.30000000000000004.</summary>
    private static double Clean(double value, double step) =>
        Math.Abs(value) < step * 1e-9 ? 0 : step is > 1e-13 and < 1 ? Math.Round(value, 2 - (int)Math.Floor(Math.Log10(step))) : value;
}
