using MMPareto.Gradients;

namespace MMPareto.Experiments.Checks;

/// <summary>Two gradients, known by their inner products, and what MMPareto makes of them.</summary>
/// <param name="Gramian">Inner products of the rows, [2, 2] row by row.</param>
/// <param name="First">Weight of row 0.</param>
/// <param name="Second">Weight of row 1.</param>
/// <param name="Reason">Why these weights.</param>
internal sealed record CombinedPair(double[] Gramian, double First, double Second, CombinationReason Reason)
{
    public bool InConflict => Gramian[1] < 0;

    /// <summary>Length of the combination.</summary>
    public double Length => Math.Sqrt(new ObjectiveStatistics(Gramian).SquaredLength([First, Second]));

    /// <summary>Length of the plain sum.</summary>
    public double SumLength => Math.Sqrt(new ObjectiveStatistics(Gramian).SquaredLength([1, 1]));

    public static CombinedPair Of(double[] gramian, double gamma)
    {
        Span<double> weights = stackalloc double[2];
        var reason = Weightings.MMPareto(gamma).Weigh(new ObjectiveStatistics(gramian), weights);
        return new CombinedPair(gramian, weights[0], weights[1], reason);
    }

    public double Norm(int row) => Math.Sqrt(Gramian[row * 3]);

    /// <summary>Inner product with a row; if not negative, a small step does its loss no harm.</summary>
    public double ProductWith(int row) => First * Gramian[row] + Second * Gramian[2 + row];
}
