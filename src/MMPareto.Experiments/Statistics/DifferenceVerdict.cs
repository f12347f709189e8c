using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Statistics;

/// <summary>What may be said of a difference.</summary>
public static class DifferenceVerdict
{
    /// <summary>Nothing: an interval holds 0, or there is none.</summary>
    public const string WithinNoise = "within noise";

    /// <summary>Seeds from which on a word stronger than "likely" may stand.</summary>
    public const int SeedsForCertainty = 5;

    /// <summary>The word for a difference.</summary>
    /// <remarks>
    /// Both intervals must leave out 0, and the corrected p-value must be at most 1 − confidence. Where a test sample's predictions are
    /// missing there is no bootstrap interval, and the paired one decides. Fewer than two seeds say nothing.
    /// </remarks>
    /// <param name="difference">The difference.</param>
    /// <param name="confidence">Between 0 and 1, as 0.95.</param>
    public static string Of(DifferenceRecord difference, double confidence)
    {
        if (difference.PairedInterval is not { } paired || Holds0(paired)) return WithinNoise;
        if (difference.BootstrapInterval is { } bootstrap && Holds0(bootstrap)) return WithinNoise;
        if (difference.HolmPValue > 1 - confidence) return WithinNoise;
        var direction = difference.Mean > 0 ? "higher" : "lower";
        return difference.Count < SeedsForCertainty ? $"likely {direction}" : direction;
    }

    private static bool Holds0(IntervalRecord interval) => interval.Low <= 0 && interval.High >= 0;
}
