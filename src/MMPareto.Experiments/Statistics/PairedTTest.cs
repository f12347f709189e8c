using MathNet.Numerics.Distributions;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>Student's t for pairs: are the differences of two methods, seed by seed, other than zero on average?</summary>
/// <remarks>
/// With n differences of mean m and standard deviation s, t = m √n / s has n − 1 degrees of freedom if the differences are
/// normally distributed [Student1908]. Null results: fewer than two differences; for the p-value and the effect size also
/// differences that are all alike, which leave nothing to measure the mean by.
/// </remarks>
/// <param name="Interval">The interval of confidence for the mean; null with fewer than two differences.</param>
/// <param name="PValue">Two-sided p-value; null without spread.</param>
/// <param name="EffectSize">m / s, Cohen's d for pairs [Cohen1988]; null without spread.</param>
public sealed record PairedTTest(IntervalRecord? Interval, double? PValue, double? EffectSize)
{
    private const double Rounding = 1e-12;

    /// <summary>The test on some differences.</summary>
    /// <param name="differences">One for each seed.</param>
    /// <param name="confidence">Between 0 and 1, as 0.95.</param>
    public static PairedTTest Of(IReadOnlyList<double> differences, double confidence)
    {
        if (Sample.StandardDeviation(differences) is not { } deviation) return new(null, null, null);
        var mean = Sample.Mean(differences);
        if (deviation <= Rounding * Math.Max(1, Math.Abs(mean))) return new(new(mean, mean), null, null);
        var error = deviation / Math.Sqrt(differences.Count);
        var freedom = differences.Count - 1;
        var half = error * StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2);
        var p = 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean / error));
        return new(new(mean - half, mean + half), p, mean / deviation);
    }
}
