namespace MMPareto.Experiments.Statistics;

/// <summary>Holm's correction of p-values for the number of questions asked [Holm1979].</summary>
/// <remarks>
/// Sorted upwards, p of rank i (from 0) of m is multiplied by m − i, is at least the corrected one before it and at most 1. All
/// that are at or below α after it are rejected with a probability of a single false rejection of at most α.
/// </remarks>
public static class HolmCorrection
{
    /// <summary>The corrected p-values, in the order given.</summary>
    /// <param name="pValues">One for each question; null for one without a p-value, which does not count.</param>
    public static IReadOnlyList<double?> Adjust(IReadOnlyList<double?> pValues)
    {
        var adjusted = new double?[pValues.Count];
        int[] order = [.. Enumerable.Range(0, pValues.Count).Where(i => pValues[i] is not null).OrderBy(i => pValues[i])];
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]!.Value));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
