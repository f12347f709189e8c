using MMPareto.Data;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>An interval for the mean difference of two methods by drawing seeds and test samples anew.</summary>
/// <remarks>
/// Percentile bootstrap [Efron1993] on two levels: each replicate draws n of the n seeds and N of the N test samples, both with
/// replacement, and takes the mean of the drawn differences. All seeds and both methods are scored on the same test
/// samples, so one draw of samples serves them all. Cost: replicates × N × seeds additions.
/// </remarks>
public static class PairedBootstrap
{
    /// <summary>Replicates that <see cref="Interval"/> draws.</summary>
    public const int Replicates = 2000;

    private const long Stream = 20240917;

    /// <summary>The interval.</summary>
    /// <param name="differences">For each seed the difference of both methods on each test sample, all of one length N.</param>
    /// <param name="confidence">Between 0 and 1, as 0.95.</param>
    /// <returns>Null without seeds or samples.</returns>
    /// <exception cref="ArgumentException">The seeds have different numbers of samples.</exception>
    public static IntervalRecord? Interval(IReadOnlyList<double[]> differences, double confidence)
    {
        if (differences.Count == 0 || differences[0].Length == 0) return null;
        var (seeds, samples) = (differences.Count, differences[0].Length);
        if (differences.FirstOrDefault(seed => seed.Length != samples) is { } other)
            throw new ArgumentException($"differences must have one length; got {samples} and {other.Length}.", nameof(differences));
        var bySample = new double[samples * seeds];
        for (var s = 0; s < seeds; s++)
            for (var i = 0; i < samples; i++)
                bySample[i * seeds + s] = differences[s][i];

        var means = new double[Replicates];
        Parallel.For(0, Replicates, replicate => means[replicate] = Replicate(bySample, samples, seeds, replicate));
        Array.Sort(means);
        return new(Quantile(means, (1 - confidence) / 2), Quantile(means, (1 + confidence) / 2));
    }

    private static double Replicate(double[] bySample, int samples, int seeds, int replicate)
    {
        var random = new CounterRandom(Stream, replicate);
        Span<double> sums = stackalloc double[seeds];
        sums.Clear();
        for (var i = 0; i < samples; i++)
        {
            var start = random.NextInt(samples) * seeds;
            for (var s = 0; s < seeds; s++) sums[s] += bySample[start + s];
        }
        var sum = 0.0;
        for (var s = 0; s < seeds; s++) sum += sums[random.NextInt(seeds)];
        return sum / ((double)samples * seeds);
    }

    /// <summary>Linear between the two nearest values.</summary>
    private static double Quantile(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
