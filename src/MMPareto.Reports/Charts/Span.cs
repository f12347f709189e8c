namespace MMPareto.Reports.Charts;

/// <summary>The part of the numbers that an axis shows.</summary>
internal readonly record struct Span(double Low, double High)
{
    /// <summary>The span of all numbers among some; 0 to 1 when there are none, and never of length zero.</summary>
    public static Span Of(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high) return new(0, 1);
        if (high - low > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))) return new(low, high);
        var half = low == 0 ? 0.5 : Math.Abs(low) / 2;
        return new(low - half, high + half);
    }

    /// <summary>With the ends that an axis sets.</summary>
    public Span Within(Axis axis)
    {
        var (low, high) = (axis.Min ?? Low, axis.Max ?? High);
        return low < high ? new(low, high) : new(low, low + 1);
    }

    /// <summary>Where a number lies, from 0 at the lower end to 1 at the upper.</summary>
    public double Fraction(double value) => (value - Low) / (High - Low);
}
