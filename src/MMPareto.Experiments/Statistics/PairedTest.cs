using MathNet.Numerics.Distributions;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>The t test for pairs [Student1908]: are differences, a number for each seed, about zero?</summary>
/// <remarks>
/// t = mean / (SD / √n) with n − 1 degrees of freedom; the interval is mean ± t* · SD / √n. With one difference there is
/// neither interval nor p. Without any spread t is not defined: the interval is the mean alone, p and effect size are null.
/// </remarks>
public sealed record PairedTest
{
    /// <summary>A standard deviation of accuracies that is rounding and nothing else.</summary>
    internal const double NoSpread = 1e-12;

    /// <summary>Mean difference.</summary>
    public required double Mean { get; init; }

    /// <summary>Number of differences, n.</summary>
    public required int Count { get; init; }

    /// <summary>The interval; null with one difference.</summary>
    public IntervalRecord? Interval { get; init; }

    /// <summary>Two-sided p-value; null with one difference or without any spread.</summary>
    public double? PValue { get; init; }

    /// <summary>Mean over standard deviation of the differences, d_z of [Lakens2013]; null like p.</summary>
    public double? EffectSize { get; init; }

    /// <summary>Makes the test.</summary>
    /// <param name="differences">One at least, of size about 1 like accuracies.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no difference.</exception>
    public static PairedTest Of(IReadOnlyList<double> differences, double confidence)
    {
        if (differences.Count == 0) throw new ArgumentException("differences must be one or more; got none.", nameof(differences));
        var mean = Moments.Mean(differences);
        var test = new PairedTest { Mean = mean, Count = differences.Count };
        if (Moments.StandardDeviation(differences) is not { } deviation) return test;
        if (deviation <= NoSpread) return test with { Interval = new IntervalRecord(mean, mean) };
        var freedom = differences.Count - 1;
        var error = deviation / Math.Sqrt(differences.Count);
        var reach = StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) * error;
        return test with
        {
            Interval = new IntervalRecord(mean - reach, mean + reach),
            PValue = Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean) / error)),
            EffectSize = mean / deviation,
        };
    }
}
