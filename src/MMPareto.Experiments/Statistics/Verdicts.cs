using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>The words that may be said of a difference.</summary>
/// <remarks>
/// A difference is named only when nothing speaks against it: the paired t interval exists and excludes 0, the corrected p exists and
/// is at most 1 − confidence, and the bootstrap interval, where there is one, excludes 0 too. So one seed, or differences without
/// any spread, are <see cref="WithinNoise"/>: of a spread that was not seen nothing can be said.
/// </remarks>
public static class Verdicts
{
    /// <summary>Seeds from which on the word "likely" is left out.</summary>
    public const int EnoughSeeds = 5;

    /// <summary>No difference may be claimed.</summary>
    public const string WithinNoise = DifferenceRecord.WithinNoise;

    /// <summary>The verdict on a difference.</summary>
    /// <param name="difference">All but its verdict.</param>
    /// <param name="confidence">Of its intervals.</param>
    public static string Of(DifferenceRecord difference, double confidence)
    {
        var named = difference.PairedInterval is { } paired && Excludes(paired)
            && (difference.BootstrapInterval is not { } bootstrap || Excludes(bootstrap))
            && difference.HolmPValue is { } p && p <= 1 - confidence;
        if (!named) return WithinNoise;
        var word = difference.Mean > 0 ? "higher" : "lower";
        return difference.Count < EnoughSeeds ? $"likely {word}" : word;
    }

    private static bool Excludes(IntervalRecord interval) => interval.Low > 0 || interval.High < 0;
}
