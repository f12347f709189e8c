namespace MMPareto.Experiments.Statistics;

/// <summary>Holm's correction of p-values for the number of tests [Holm1979].</summary>
/// <remarks>
/// With the p-values in ascending order, the i-th of m is multiplied by m − i + 1; none may be smaller than one before it,
/// nor larger than 1. The chance that any true null hypothesis is rejected stays at or below the level, however the tests depend on
/// each other.
/// </remarks>
public static class HolmCorrection
{
    /// <summary>The corrected p-values, in the order given.</summary>
    /// <param name="pValues">From 0 to 1; null stands for a test that could not be made, which is not counted.</param>
    public static IReadOnlyList<double?> Adjust(IReadOnlyList<double?> pValues)
    {
        var adjusted = new double?[pValues.Count];
        int[] ascending = [.. Enumerable.Range(0, pValues.Count).Where(i => pValues[i] is not null).OrderBy(i => pValues[i])];
        var largest = 0.0;
        for (var rank = 0; rank < ascending.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (ascending.Length - rank) * pValues[ascending[rank]]!.Value));
            adjusted[ascending[rank]] = largest;
        }
        return adjusted;
    }
}
