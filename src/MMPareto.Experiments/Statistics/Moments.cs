using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>Mean and standard deviation of a few numbers.</summary>
public static class Moments
{
    /// <summary>The arithmetic mean.</summary>
    /// <param name="values">One number at least.</param>
    public static double Mean(IReadOnlyList<double> values) => values.Average();

    /// <summary>The standard deviation with n − 1; null for fewer than two numbers.</summary>
    /// <remarks>Computed about the mean, in two passes, so that equal numbers give zero.</remarks>
    /// <param name="values">Any number of numbers.</param>
    public static double? StandardDeviation(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return null;
        var mean = Mean(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>Both as a record; null without any number.</summary>
    /// <param name="values">Any number of numbers.</param>
    public static MeanRecord? Summarise(IReadOnlyList<double> values) =>
        values.Count == 0 ? null : new MeanRecord(Mean(values), StandardDeviation(values), values.Count);
}
