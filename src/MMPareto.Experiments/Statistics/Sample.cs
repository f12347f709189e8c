using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>Mean and spread of some numbers.</summary>
public static class Sample
{
    /// <summary>The arithmetic mean.</summary>
    /// <param name="values">At least one number.</param>
    public static double Mean(IReadOnlyList<double> values) => values.Average();

    /// <summary>The standard deviation with n − 1; null with fewer than two numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static double? StandardDeviation(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return null;
        var mean = Mean(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>Mean, standard deviation and number as they are recorded.</summary>
    /// <param name="values">At least one number.</param>
    public static MeanRecord Summarise(IReadOnlyList<double> values) => new(Mean(values), StandardDeviation(values), values.Count);
}
