using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>What pays at a place, by the verdicts on its pairs.</summary>
internal static class Regions
{
    /// <summary>The region; null where one of the two differences that tell is missing, or rests on one seed.</summary>
    public static MapRegion? Of(IReadOnlyList<PairRecord> pairs)
    {
        if (Find(pairs, MapPairs.Direction) is not { } direction || Find(pairs, MapPairs.Length) is not { } length) return null;
        return (Sign(direction), Sign(length)) switch
        {
            ( > 0, _) => MapRegion.Direction,
            ( < 0, _) => MapRegion.Costs,
            (_, > 0) => MapRegion.Length,
            _ => MapRegion.Nothing,
        };
    }

    private static DifferenceRecord? Find(IReadOnlyList<PairRecord> pairs, MethodPair wanted) =>
        pairs.FirstOrDefault(pair => pair.Method == wanted.Method && pair.Against == wanted.Against)?.Difference is { Count: > 1 } difference
            ? difference : null;

    private static int Sign(DifferenceRecord difference) =>
        difference.Verdict == Verdicts.WithinNoise ? 0 : Math.Sign(difference.Mean);
}
