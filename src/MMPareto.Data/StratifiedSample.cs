namespace MMPareto.Data;

/// <summary>Draws some of many samples so that every class keeps its share.</summary>
internal static class StratifiedSample
{
    /// <summary>
    /// Takes <paramref name="count"/> of the candidates. Shares are rounded by largest remainder, so each
    /// class gets its exact share to within one sample; a smaller count takes a subset of each class's order.
    /// </summary>
    /// <returns>The chosen candidates in ascending order.</returns>
    public static int[] Take(IReadOnlyList<int> candidates, Func<int, int> labelOf, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, candidates.Count);
        var classes = candidates.GroupBy(labelOf).OrderBy(group => group.Key)
            .Select(group => (Label: group.Key, Members: group.ToArray())).ToArray();
        var quotas = Quotas([.. classes.Select(group => group.Members.Length)], count);
        var chosen = new List<int>(count);
        for (var i = 0; i < classes.Length; i++)
        {
            var random = new CounterRandom(seed, RandomStreams.Stratify, classes[i].Label);
            random.Shuffle<int>(classes[i].Members);
            chosen.AddRange(classes[i].Members.AsSpan(0, quotas[i]));
        }
        chosen.Sort();
        return [.. chosen];
    }

    /// <summary>Shares of a total in proportion to sizes, by largest remainder.</summary>
    private static int[] Quotas(int[] sizes, int total)
    {
        var all = sizes.Sum(size => (long)size);
        var quotas = Array.ConvertAll(sizes, size => (int)((long)size * total / all));
        var byRemainder = Enumerable.Range(0, sizes.Length)
            .OrderByDescending(i => (long)sizes[i] * total % all).ThenBy(i => i);
        foreach (var i in byRemainder.Take(total - quotas.Sum())) quotas[i]++;
        return quotas;
    }
}
