namespace MMPareto.Gradients.Aggregation;

/// <summary>The direction per encoder, the length rule for every parameter tensor: what the released code of [MMPareto2024] does.</summary>
/// <remarks>
/// Tensor t becomes γ·max(1, ‖s_t‖/‖n_t‖)·n_t, with n_t the weighted and s_t the plain sum of its rows. Scaling tensor by
/// tensor turns the direction of the whole encoder: unlike the rule per encoder it is no descent direction of both
/// losses in general, for example for rows ([1], [4]) and ([0], [−1]). Tensors with ‖n_t‖ = 0 become zero, where the
/// released code divides by zero, and so does an encoder whose min-norm point is zero; factors are capped as in
/// <see cref="IntegrationOptions.MaximumLengthFactor"/>.
/// </remarks>
public sealed class TensorScopeAggregator : Aggregator
{
    private readonly IntegrationOptions _options;

    /// <summary>An aggregator with these settings.</summary>
    /// <param name="options">Direction, length and γ.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public TensorScopeAggregator(IntegrationOptions options) => _options = options.Validated();

    /// <inheritdoc/>
    public override double? ConstantWeight => _options.Direction == Direction.Sum ? _options.Gamma : null;

    /// <inheritdoc/>
    public override Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights)
    {
        var reason = MMParetoWeighting.ChooseDirection(statistics, weights, _options);
        var ruled = reason is CombinationReason.Conflict or CombinationReason.MinNorm && _options.Length != LengthRule.AsIs;
        var squaredLength = 0.0;
        Span<double> scaled = stackalloc double[weights.Length];
        for (var tensor = 0; tensor < rows.TensorCount; tensor++)
        {
            var local = new ObjectiveStatistics(rows.TensorGramian(tensor));
            var factor = _options.Gamma;
            if (ruled)
            {
                var lengthFactor = MMParetoWeighting.LengthFactor(local, weights, _options);
                if (lengthFactor >= _options.MaximumLengthFactor) reason = CombinationReason.Capped;
                factor *= lengthFactor;
            }
            for (var i = 0; i < weights.Length; i++) scaled[i] = factor * weights[i];
            if (rows.FitWeights(local, scaled)) reason = CombinationReason.Overflow;
            rows.CombineTensor(tensor, scaled);
            squaredLength += local.SquaredLength(scaled);
        }
        return new Combination(reason, Math.Sqrt(squaredLength));
    }
}
