namespace MMPareto.Gradients.LinearAlgebra;

/// <summary>The shortest vector in the convex hull of gradient rows.</summary>
/// <param name="Weights">Weights of the rows, not negative, sum 1.</param>
/// <param name="SquaredNorm">Squared length of the vector.</param>
/// <param name="Residual">How far the weights are from optimal; see <see cref="MinNorm.Residual"/>.</param>
public sealed record MinNormSolution(IReadOnlyList<double> Weights, double SquaredNorm, double Residual);
