namespace MMPareto.Gradients.Aggregation;

/// <summary>Projecting conflicting gradients: each row loses what points against the other rows, then all are added.</summary>
/// <remarks>
/// [Yu2020], algorithm 1. For each row i, over the other rows j in random order: where g_i'·g_j &lt; 0,
/// g_i' ← g_i' − (g_i'·g_j / ‖g_j‖²) g_j, with g_j as it was; the result is Σ g_i'. Every g_i' is a combination of rows,
/// so the Gramian suffices, and weights are at least 1. The order is drawn anew for each step, group and row; with two
/// rows it does not matter. Cost: O(m³), no work on tensors.
/// </remarks>
public sealed class PCGradWeighting : IWeighting
{
    /// <inheritdoc/>
    public double? ConstantWeight => null;

    /// <inheritdoc/>
    public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
    {
        var count = weights.Length;
        var random = statistics.CreateGenerator();
        Span<int> order = stackalloc int[count];
        Span<double> projected = stackalloc double[count];
        var projections = 0;
        weights.Clear();
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++) order[j] = j;
            random.Shuffle(order);
            projected.Clear();
            projected[i] = 1;
            foreach (var j in order)
                if (j != i && Project(statistics, projected, j)) projections++;
            for (var k = 0; k < count; k++) weights[k] += projected[k];
        }
        if (projections > 0 && MMParetoWeighting.IsRounding(statistics, weights))
        {
            weights.Clear();
            return CombinationReason.Stationary;
        }
        return projections > 0 ? CombinationReason.Weighted
            : statistics.AllZero ? CombinationReason.AllZero : CombinationReason.Sum;
    }

    /// <summary>Takes out of a combination of rows what it has against row j; a row of length zero has nothing against any.</summary>
    /// <returns>Whether there was anything.</returns>
    private static bool Project(in ObjectiveStatistics statistics, Span<double> combination, int j)
    {
        var inner = 0.0;
        for (var k = 0; k < combination.Length; k++) inner += combination[k] * statistics[k, j];
        if (!(inner < 0)) return false;
        combination[j] -= inner / statistics[j, j];
        return true;
    }
}
