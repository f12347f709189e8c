using MMPareto.Runs.Comparisons;

namespace MMPareto.Benchmarks.Timing;

/// <summary>The median of measurements, and an interval that holds the true one.</summary>
internal static class Medians
{
    /// <summary>The confidence of intervals.</summary>
    public const double Confidence = 0.95;

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    /// <param name="values">At least one.</param>
    public static double Of(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// The narrowest interval between the k-th smallest and the k-th largest value that holds the true median with 95 % confidence, whatever
    /// the distribution: each value is below the median with probability ½, so the number of those below is binomial.
    /// </summary>
    /// <param name="values">Independent measurements.</param>
    /// <returns>Null below six values, whose range is not enough.</returns>
    public static IntervalRecord? Interval(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var rank = RankBelow(sorted.Length);
        return rank < 0 ? null : new(sorted[rank], sorted[sorted.Length - 1 - rank]);
    }

    /// <summary>The largest k, from 0, with P(at most k of n below the median) ≤ (1 − confidence)/2; −1 for none.</summary>
    internal static int RankBelow(int count)
    {
        var logTerm = -count * Math.Log(2); // of C(n, 0)/2ⁿ
        var below = 0.0;
        for (var k = 0; k < count; k++)
        {
            below += Math.Exp(logTerm);
            if (below > (1 - Confidence) / 2) return k - 1;
            logTerm += Math.Log((count - k) / (k + 1.0));
        }
        return -1;
    }
}
