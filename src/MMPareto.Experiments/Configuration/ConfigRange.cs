using System.Globalization;

namespace MMPareto.Experiments.Configuration;

/// <summary>The numbers that a key accepts.</summary>
public sealed record ConfigRange
{
    /// <summary>Every number.</summary>
    public static ConfigRange All { get; } = new();

    /// <summary>The lower end; minus infinity for none.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The upper end; infinity for none.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the lower end itself is refused.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>Whether the upper end itself is refused.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>Numbers from a lower end on.</summary>
    /// <param name="minimum">The lower end, included.</param>
    public static ConfigRange AtLeast(double minimum) => new() { Minimum = minimum };

    /// <summary>Numbers between two ends.</summary>
    /// <param name="minimum">The lower end, included.</param>
    /// <param name="maximum">The upper end, included.</param>
    public static ConfigRange Between(double minimum, double maximum) =>
        new() { Minimum = minimum, Maximum = maximum };

    /// <summary>Whether a number lies in the range.</summary>
    /// <param name="value">The number.</param>
    public bool Contains(double value) =>
        (ExcludesMinimum ? value > Minimum : value >= Minimum) && (ExcludesMaximum ? value < Maximum : value <= Maximum);

    /// <summary>The range in words, to follow "a number": <c>of at least 1</c>, <c>from 0 to below 1</c>.</summary>
    public override string ToString() => (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
    {
        (false, false) => "",
        (true, false) => ExcludesMinimum ? $"above {Text(Minimum)}" : $"of at least {Text(Minimum)}",
        (false, true) => ExcludesMaximum ? $"below {Text(Maximum)}" : $"of at most {Text(Maximum)}",
        _ => $"{(ExcludesMinimum ? "above" : "from")} {Text(Minimum)} " +
            $"{(ExcludesMaximum ? "to below" : ExcludesMinimum ? "up to" : "to")} {Text(Maximum)}",
    };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
