using MMPareto.Gradients.LinearAlgebra;

namespace MMPareto.Gradients.Aggregation;

/// <summary>Gradient integration of [MMPareto2024] with the length rule per encoder, and its relatives.</summary>
/// <remarks>
/// d = Σ rows without conflict, otherwise m times the min-norm point of the m rows; result γ·max(1, ‖Σ rows‖/‖d‖)·d.
/// The presets <c>uniform</c>, <c>uniform-scaled</c> and <c>pareto</c> are this formula with other settings. Rows of
/// length zero have no direction and are left out of the min-norm problem. Cost: O(m²) on the Gramian; min-norm for
/// m > 2 as in <see cref="MinNorm"/>.
/// </remarks>
public sealed class MMParetoWeighting : IWeighting
{
    /// <summary>Below this share of Σ w_i‖g_i‖, squared, the length of a combination is rounding.</summary>
    private const double RelativeRounding = 1e-15;

    private readonly IntegrationOptions _options;

    /// <summary>A weighting with these settings.</summary>
    /// <param name="options">Direction, length and γ.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public MMParetoWeighting(IntegrationOptions options) => _options = options.Validated();

    /// <inheritdoc/>
    public double? ConstantWeight => _options.Direction == Direction.Sum ? _options.Gamma : null;

    /// <inheritdoc/>
    public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
    {
        var reason = ChooseDirection(statistics, weights, _options);
        var factor = _options.Gamma;
        if (reason is CombinationReason.Conflict or CombinationReason.MinNorm && _options.Length != LengthRule.AsIs)
        {
            var lengthFactor = LengthFactor(statistics, weights, _options);
            if (lengthFactor >= _options.MaximumLengthFactor) reason = CombinationReason.Capped;
            factor *= lengthFactor;
        }
        for (var i = 0; i < weights.Length; i++) weights[i] *= factor;
        return reason;
    }

    /// <summary>
    /// Weights of the direction before any rule of length; in a min-norm problem they sum to the number of rows that are
    /// not zero, or are all 0 where its solution is the origin.
    /// </summary>
    internal static CombinationReason ChooseDirection(
        in ObjectiveStatistics statistics, Span<double> weights, IntegrationOptions options)
    {
        weights.Fill(1);
        var nonZero = 0;
        for (var i = 0; i < weights.Length; i++)
            if (statistics[i, i] > 0) nonZero++;
        if (nonZero == 0) return CombinationReason.AllZero;
        if (options.Direction == Direction.Sum || weights.Length == 1) return CombinationReason.Sum;
        if (nonZero == 1)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] = statistics[i, i] > 0 ? 1 : 0;
            return CombinationReason.SingleRow;
        }
        var lowest = statistics.LowestInnerProduct;
        var conflict = options.OrthogonalIsConflict ? lowest <= 0 : lowest < 0;
        if (options.Direction == Direction.MinNormInConflict && !conflict) return CombinationReason.Sum;

        SolveMinNorm(statistics, nonZero, weights);
        if (IsRounding(statistics, weights))
        {
            weights.Clear();
            return CombinationReason.Stationary;
        }
        return options.Direction == Direction.MinNorm ? CombinationReason.MinNorm : CombinationReason.Conflict;
    }

    /// <summary>‖Σ rows‖/‖combination‖ by the length rule, at most the cap; statistics may be those of one tensor.</summary>
    internal static double LengthFactor(in ObjectiveStatistics statistics, ReadOnlySpan<double> weights, IntegrationOptions options)
    {
        Span<double> ones = stackalloc double[weights.Length];
        ones.Fill(1);
        var target = Math.Sqrt(statistics.SquaredLength(ones));
        var length = Math.Sqrt(statistics.SquaredLength(weights));
        if (target == length) return 1; // both zero in a tensor that no loss reaches
        var factor = Math.Min(target / length, options.MaximumLengthFactor);
        return options.Length == LengthRule.AtLeastSum ? Math.Max(1, factor) : factor;
    }

    /// <summary>Whether the combination with these weights is so short that it is rounding of rows that cancel.</summary>
    internal static bool IsRounding(in ObjectiveStatistics statistics, ReadOnlySpan<double> weights)
    {
        var scale = 0.0;
        for (var i = 0; i < weights.Length; i++) scale += weights[i] * statistics.Norm(i);
        return statistics.SquaredLength(weights) <= RelativeRounding * scale * scale;
    }

    private static void SolveMinNorm(in ObjectiveStatistics statistics, int nonZero, Span<double> weights)
    {
        if (nonZero == weights.Length)
        {
            MinNorm.Solve(statistics.Gramian, weights);
        }
        else
        {
            Span<int> index = stackalloc int[nonZero];
            for (int i = 0, k = 0; i < weights.Length; i++)
                if (statistics[i, i] > 0) index[k++] = i;
            Span<double> gramian = stackalloc double[nonZero * nonZero];
            for (var i = 0; i < nonZero; i++)
                for (var j = 0; j < nonZero; j++)
                    gramian[i * nonZero + j] = statistics[index[i], index[j]];
            Span<double> solution = stackalloc double[nonZero];
            MinNorm.Solve(gramian, solution);
            weights.Clear();
            for (var i = 0; i < nonZero; i++) weights[index[i]] = solution[i];
        }
        for (var i = 0; i < weights.Length; i++) weights[i] *= nonZero;
    }
}
