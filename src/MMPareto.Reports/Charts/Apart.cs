namespace MMPareto.Reports.Charts;

/// <summary>Moves labels apart.</summary>
internal static class Apart
{
    /// <summary>Places in order, each at least a gap from the next, as near as can be to where they want to be.</summary>
    /// <param name="wanted">Where they want to be, in rising order.</param>
    /// <param name="gap">The least distance.</param>
    /// <param name="low">The lowest place.</param>
    /// <param name="high">The highest place; passed when there are too many.</param>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double low, double high)
    {
        var groups = new List<(double Sum, int Count)>();
        for (var i = 0; i < wanted.Count; i++)
        {
            groups.Add((wanted[i], 1));
            while (groups.Count > 1 && First(groups[^1]) < First(groups[^2]) + (groups[^2].Count * gap))
            {
                var (upper, lower) = (groups[^2], groups[^1]);
                groups.RemoveRange(groups.Count - 2, 2);
                groups.Add((upper.Sum + lower.Sum - (lower.Count * upper.Count * gap), upper.Count + lower.Count));
            }
        }
        var places = new List<double>();
        foreach (var group in groups)
            for (var i = 0; i < group.Count; i++) places.Add(First(group) + (i * gap));
        return Shift(places, gap, low, high);

        // Sum holds the sum of where the first of the group wants to be, seen from each of its members.
        static double First((double Sum, int Count) group) => group.Sum / group.Count;
    }

    private static double[] Shift(List<double> places, double gap, double low, double high)
    {
        for (var i = places.Count - 1; i >= 0; i--)
            places[i] = Math.Min(places[i], high - ((places.Count - 1 - i) * gap));
        for (var i = 0; i < places.Count; i++)
            places[i] = Math.Max(places[i], low + (i * gap));
        return [.. places];
    }
}
