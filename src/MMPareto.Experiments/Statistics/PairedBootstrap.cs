using MMPareto.Data;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>A bootstrap interval of a mean difference over seeds and test samples: the percentile interval of [Efron1993],
/// chapter 13, with both levels drawn anew.</summary>
/// <remarks>
/// A replicate draws as many seeds as there are, with replacement, and as many test samples, with replacement. The test
/// set is the same for all seeds and both methods, so one draw of samples serves them all, which keeps their pairing.
/// Ends of the interval are quantiles of the replicates, interpolated linearly.
/// Few seeds make it too narrow in the direction of the seeds (a variance short by the factor (n − 1)/n, and only
/// as many values as there are seeds): it stands beside the t interval, not in its place.
/// Cost: replicates × (seeds + 1) × samples.
/// </remarks>
public static class PairedBootstrap
{
    /// <summary>Replicates drawn unless another number is given.</summary>
    public const int DefaultReplicates = 2000;

    private const long Stream = 1979; // apart from the streams of data sets and loaders
    private const long Seed = 20240530; // fixed: the same runs give the same interval

    /// <summary>The interval.</summary>
    /// <param name="differences">For each seed, the difference in correctness of the two methods on each test sample:
    /// −1, 0 or 1, or shares of tasks.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <param name="replicates">How many are drawn.</param>
    /// <exception cref="ArgumentException">There is no seed or no sample, or seeds differ in the number of samples.</exception>
    public static IntervalRecord Interval(
        IReadOnlyList<double[]> differences, double confidence, int replicates = DefaultReplicates)
    {
        var samples = differences.Count == 0 ? 0 : differences[0].Length;
        if (samples == 0 || differences.Any(seed => seed.Length != samples))
            throw new ArgumentException(
                "differences must be arrays of equal length, one or more; got none, an empty one, or several lengths.", nameof(differences));
        var random = new CounterRandom(Seed, Stream);
        var means = new double[replicates];
        var combined = new double[samples];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            Combine(differences, ref random, combined);
            means[replicate] = DrawSum(combined, ref random) / ((double)samples * differences.Count);
        }
        Array.Sort(means);
        return new IntervalRecord(Quantile(means, (1 - confidence) / 2), Quantile(means, (1 + confidence) / 2));
    }

    /// <summary>A quantile of ascending numbers, interpolated linearly between neighbours.</summary>
    internal static double Quantile(ReadOnlySpan<double> ascending, double probability)
    {
        var place = probability * (ascending.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }

    /// <summary>Draws seeds, and adds up their differences sample by sample.</summary>
    private static void Combine(IReadOnlyList<double[]> differences, ref CounterRandom random, Span<double> combined)
    {
        combined.Clear();
        for (var draw = 0; draw < differences.Count; draw++)
        {
            ReadOnlySpan<double> seed = differences[random.NextInt(differences.Count)];
            for (var i = 0; i < combined.Length; i++) combined[i] += seed[i];
        }
    }

    /// <summary>Draws samples, and adds up what stands there.</summary>
    private static double DrawSum(ReadOnlySpan<double> values, ref CounterRandom random)
    {
        var sum = 0.0;
        for (var draw = 0; draw < values.Length; draw++)
        {
            // A multiplication in place of a division; its bias, of values.Length in 2^64, is far below what a double shows.
            var place = Math.BigMul(random.NextUInt64(), (ulong)values.Length, out _);
            sum += values[(int)place];
        }
        return sum;
    }
}
