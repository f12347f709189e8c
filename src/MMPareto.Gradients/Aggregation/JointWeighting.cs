namespace MMPareto.Gradients.Aggregation;

/// <summary>Only the multimodal loss trains the encoders: weight 1 for row 0, 0 for all others.</summary>
public sealed class JointWeighting : IWeighting
{
    /// <inheritdoc/>
    public double? ConstantWeight => null;

    /// <inheritdoc/>
    public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
    {
        weights.Clear();
        weights[0] = 1;
        return CombinationReason.Weighted;
    }
}
