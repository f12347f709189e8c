using MMPareto.Native.Weights;

namespace MMPareto.Gradients.Aggregation;

/// <summary>Combines the rows with the weights of a weighting.</summary>
/// <param name="weighting">Chooses the weights.</param>
public sealed class WeightedAggregator(IWeighting weighting) : Aggregator, IStateful
{
    /// <inheritdoc/>
    public override double? ConstantWeight => weighting.ConstantWeight;

    /// <inheritdoc/>
    public override IWeighting Weighting => weighting;

    /// <inheritdoc/>
    public override Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights)
    {
        var reason = weighting.Weigh(statistics, weights);
        if (rows.FitWeights(statistics, weights)) reason = CombinationReason.Overflow;
        rows.Combine(weights);
        return new Combination(reason, Math.Sqrt(statistics.SquaredLength(weights)));
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Visit("weighting", weighting);
}
