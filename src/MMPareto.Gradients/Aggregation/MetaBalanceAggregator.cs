using MMPareto.Native.Weights;

namespace MMPareto.Gradients.Aggregation;

/// <summary>Draws every row to the length of row 0, parameter tensor by parameter tensor, then adds them.</summary>
/// <remarks>
/// <para>[He2022]. For each tensor: n_i ← β n_i + (1 − β)‖g_i‖, n_i = 0 at first; result Σ_i (r·n_0/n_i + 1 − r) g_i. Row 0,
/// the multimodal loss or the first task, is the main one and keeps its length. As all averages begin at 0, their ratio
/// is unbiased from the first step on.</para>
/// <para>A row without a gradient in a tensor has nothing to scale there; n_i = 0 thus does no harm, where the released
/// code divides by zero. Averages are kept by group and name of tensor, and begin anew when the number of rows changes.</para>
/// <para>The weight recorded for a row is the length of its part in the result over its own length, as factors differ from
/// tensor to tensor; 0 for a row of length zero. Cost: O(t·m), beside the weighted sum of the rows.</para>
/// </remarks>
public sealed class MetaBalanceAggregator : Aggregator, IStateful
{
    private readonly MetaBalanceOptions _options;
    private readonly Dictionary<string, Dictionary<string, double[]>> _lengths = []; // by group, then by tensor

    /// <summary>An aggregator with these settings.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public MetaBalanceAggregator(MetaBalanceOptions? options = null) => _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public override Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights)
    {
        var reason = statistics.AllZero ? CombinationReason.AllZero : CombinationReason.Weighted;
        var squaredLength = 0.0;
        Span<double> factors = stackalloc double[weights.Length];
        Span<double> squaredParts = stackalloc double[weights.Length];
        squaredParts.Clear();
        for (var tensor = 0; tensor < rows.TensorCount; tensor++)
        {
            var local = new ObjectiveStatistics(rows.TensorGramian(tensor));
            Factors(local, UpdatedLengths(rows, tensor, local), factors);
            if (rows.FitWeights(local, factors)) reason = CombinationReason.Overflow;
            rows.CombineTensor(tensor, factors);
            squaredLength += local.SquaredLength(factors);
            for (var i = 0; i < factors.Length; i++) squaredParts[i] += factors[i] * factors[i] * local[i, i];
        }
        for (var i = 0; i < weights.Length; i++)
            weights[i] = statistics[i, i] > 0 ? Math.Sqrt(squaredParts[i] / statistics[i, i]) : 0;
        return new Combination(reason, Math.Sqrt(squaredLength));
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Entries(_lengths, (group, lengths) =>
    {
        lengths ??= [];
        group.Entries(lengths, (tensor, values) =>
        {
            values ??= [];
            tensor.Numbers("lengths", ref values);
            return values;
        });
        return lengths;
    });

    private double[] UpdatedLengths(GradientRows rows, int tensor, in ObjectiveStatistics local)
    {
        if (!_lengths.TryGetValue(rows.Group, out var ofGroup)) _lengths[rows.Group] = ofGroup = [];
        var name = rows.TensorName(tensor);
        if (!ofGroup.TryGetValue(name, out var lengths) || lengths.Length != local.Count)
            ofGroup[name] = lengths = new double[local.Count];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = (_options.Decay * lengths[i]) + ((1 - _options.Decay) * local.Norm(i));
        return lengths;
    }

    private void Factors(in ObjectiveStatistics local, double[] lengths, Span<double> factors)
    {
        for (var i = 0; i < factors.Length; i++)
            factors[i] = local[i, i] > 0 ? (_options.Relax * (lengths[0] / lengths[i])) + (1 - _options.Relax) : 1;
    }
}
