using MMPareto.Gradients.LinearAlgebra;

namespace MMPareto.Gradients.Aggregation;

/// <summary>The multiple-gradient descent algorithm: weights of the shortest vector in the convex hull of the rows.</summary>
/// <remarks>
/// [Desideri2012, Sener2018]. The weights sum to 1, and a row of length zero takes all of the weight; the preset
/// <c>pareto</c> (<see cref="Weightings.Pareto"/>) sums to the number of rows and leaves rows of length zero out.
/// </remarks>
public sealed class MGDAWeighting : IWeighting
{
    /// <inheritdoc/>
    public double? ConstantWeight => null;

    /// <inheritdoc/>
    public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
    {
        MinNorm.Solve(statistics.Gramian, weights);
        return CombinationReason.MinNorm;
    }
}
