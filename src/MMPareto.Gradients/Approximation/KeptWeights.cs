using MMPareto.Native.Weights;

namespace MMPareto.Gradients.Approximation;

/// <summary>Combines rows with the weights of an earlier step.</summary>
internal sealed class KeptWeights : Aggregator, IStateful
{
    private readonly Dictionary<string, double[]> _weights = new(StringComparer.Ordinal);

    /// <summary>Whether there are weights for all of some groups.</summary>
    /// <param name="groups">Their names.</param>
    public bool HasAll(IEnumerable<string> groups) => groups.All(_weights.ContainsKey);

    /// <summary>Keeps the weights of a step in the place of those before.</summary>
    /// <param name="groups">What happened in it.</param>
    public void Take(IReadOnlyList<GroupStatistics> groups)
    {
        _weights.Clear();
        foreach (var group in groups)
            if (CanServe(group)) _weights.Add(group.Name, [.. group.Weights]);
    }

    /// <inheritdoc/>
    public override Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights)
    {
        var kept = _weights[rows.Group];
        if (kept.Length != weights.Length)
            throw new InvalidOperationException($"a step must have as many losses as the one whose weights are kept; got {weights.Length} after {kept.Length}.");
        kept.CopyTo(weights);
        var reason = rows.FitWeights(statistics, weights) ? CombinationReason.Overflow : CombinationReason.Weighted;
        rows.Combine(weights);
        return new Combination(reason, Math.Sqrt(statistics.SquaredLength(weights)));
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Entries(_weights, (group, weights) =>
    {
        weights ??= [];
        group.Numbers("weights", ref weights);
        return weights;
    });

    /// <summary>A row of length zero has a weight that says nothing; no direction, or the largest factor there is, is for its own step alone.</summary>
    private static bool CanServe(GroupStatistics group) => group.Norms.All(norm => norm > 0)
        && group.Reason is not (CombinationReason.Stationary or CombinationReason.Capped or CombinationReason.Overflow);
}
