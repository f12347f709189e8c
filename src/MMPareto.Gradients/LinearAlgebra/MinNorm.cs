namespace MMPareto.Gradients.LinearAlgebra;

/// <summary>The shortest vector in the convex hull of gradient rows, exactly: min wᵀKw over w ≥ 0, Σw = 1.</summary>
/// <remarks>
/// This is the subproblem of MGDA [Desideri2012, Sener2018]. One and two rows have closed forms. For three to sixteen
/// rows the equivalent non-negative least-squares problem is solved by the active-set method of [LawsonHanson1974]:
/// with x not restricted to sum 1, min ½‖(Gᵀ; 1ᵀ)x − (0; 1)‖² has the same optimality conditions up to the scale of x.
/// Rows are scaled to unit length first, so norms that differ by many orders of magnitude do no harm. The method ends
/// after finitely many steps by itself. Where rows depend on each other up to rounding it is repeated around its own
/// solution until the residual is that of rounding.
/// </remarks>
public static class MinNorm
{
    /// <summary>The largest number of rows.</summary>
    public const int MaximumRows = 16;

    /// <summary>Dual values below this are rounding; rows have unit length here and Σx ≥ 1.</summary>
    private const double Rounding = 1e-14;

    /// <summary>
    /// Added to the cosine of a row with itself, so that rows that depend on each other stay apart by more than rounding.
    /// What it changes is undone by solving again around the last solution (the proximal point method).
    /// </summary>
    private const double Ridge = 1e-13;

    /// <summary>The residual at which the ridge is undone; seldom more than one solution is needed.</summary>
    private const double SmallResidual = 1e-12;

    private const int MostSolutions = 30;

    /// <summary>A residual above this means that the Gramian is not one (not positive semi-definite).</summary>
    private const double LargestResidual = 1e-6;

    /// <summary>Solves for the weights of the rows.</summary>
    /// <param name="gramian">Inner products of the rows, [m, m] row by row, symmetric, finite; 1 ≤ m ≤ 16.</param>
    /// <exception cref="ArgumentException">The Gramian is not square, too large, not finite, or has a negative diagonal.</exception>
    /// <exception cref="NumericalException">The matrix is no Gramian: it is not positive semi-definite.</exception>
    public static MinNormSolution Solve(ReadOnlySpan<double> gramian)
    {
        var statistics = new ObjectiveStatistics(gramian);
        var weights = new double[statistics.Count];
        var residual = Solve(gramian, weights);
        return new MinNormSolution(weights, statistics.SquaredLength(weights), residual);
    }

    /// <summary>Solves for the weights of the rows without allocating.</summary>
    /// <param name="gramian">Inner products of the rows, [m, m] row by row, symmetric, finite; 1 ≤ m ≤ 16.</param>
    /// <param name="weights">Receives the weights, length m.</param>
    /// <returns>The residual; see <see cref="Residual"/>.</returns>
    /// <exception cref="ArgumentException">The Gramian is not square, too large, not finite, or has a negative diagonal.</exception>
    /// <exception cref="NumericalException">The matrix is no Gramian: it is not positive semi-definite.</exception>
    public static double Solve(ReadOnlySpan<double> gramian, Span<double> weights)
    {
        var rows = weights.Length;
        Check(gramian, rows);
        weights.Clear();
        if (ShareAmongZeroRows(gramian, weights)) return 0;
        if (rows == 1) weights[0] = 1;
        else if (rows == 2) SolveTwo(gramian, weights);
        else SolveMany(gramian, weights);
        // Beside long rows that cancel, a far shorter row has a large residual by rounding alone; that is no fault.
        var worst = Violation(gramian, weights, relativeToLength: true);
        if (!(worst <= LargestResidual))
            throw new NumericalException($"min-norm weights of {rows} rows must have a residual up to {LargestResidual}; got {worst}.");
        return Residual(gramian, weights);
    }

    /// <summary>How far weights are from optimal: the largest violation of the Karush-Kuhn-Tucker conditions, without unit.</summary>
    /// <remarks>
    /// The largest of max(0, wᵀKw − (Kw)_i) and w_i·|(Kw)_i − wᵀKw|, each divided by ‖g_i‖·Σ_j w_j‖g_j‖; 0 for a row of
    /// length zero with all the weight on such rows.
    /// </remarks>
    /// <param name="gramian">Inner products of the rows, [m, m] row by row.</param>
    /// <param name="weights">Weights, not negative, sum 1, length m.</param>
    public static double Residual(ReadOnlySpan<double> gramian, ReadOnlySpan<double> weights) =>
        Violation(gramian, weights, relativeToLength: false);

    /// <summary>The residual; if asked, rows shorter than Σ_j w_j‖g_j‖ count as if they were so long.</summary>
    private static double Violation(ReadOnlySpan<double> gramian, ReadOnlySpan<double> weights, bool relativeToLength)
    {
        var statistics = new ObjectiveStatistics(gramian);
        var value = statistics.SquaredLength(weights);
        var length = 0.0;
        for (var i = 0; i < weights.Length; i++) length += weights[i] * statistics.Norm(i);
        var worst = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            var product = 0.0;
            for (var j = 0; j < weights.Length; j++) product += statistics[i, j] * weights[j];
            var violation = Math.Max(Math.Max(0, value - product), weights[i] * Math.Abs(product - value));
            if (violation != 0) worst = Math.Max(worst, violation / (Math.Max(statistics.Norm(i), relativeToLength ? length : 0) * length));
        }
        return worst;
    }

    private static void Check(ReadOnlySpan<double> gramian, int rows)
    {
        if (rows is < 1 or > MaximumRows)
            throw new ArgumentException($"gramian must have 1 to {MaximumRows} rows; got {rows}.", nameof(gramian));
        if (gramian.Length != rows * rows)
            throw new ArgumentException($"gramian must have {rows * rows} entries for {rows} rows; got {gramian.Length}.", nameof(gramian));
        foreach (var entry in gramian)
            if (!double.IsFinite(entry))
                throw new ArgumentException($"gramian must be finite; got {entry}.", nameof(gramian));
        for (var i = 0; i < rows; i++)
            if (gramian[i * rows + i] < 0)
                throw new ArgumentException($"gramian must not have a negative diagonal; got {gramian[i * rows + i]} in row {i}.", nameof(gramian));
    }

    /// <summary>The hull holds the origin where a row is zero; the weight is shared among such rows.</summary>
    private static bool ShareAmongZeroRows(ReadOnlySpan<double> gramian, Span<double> weights)
    {
        var zeros = 0;
        for (var i = 0; i < weights.Length; i++)
            if (gramian[i * weights.Length + i] == 0) zeros++;
        if (zeros == 0) return false;
        for (var i = 0; i < weights.Length; i++)
            weights[i] = gramian[i * weights.Length + i] == 0 ? 1.0 / zeros : 0;
        return true;
    }

    /// <summary>The foot of the perpendicular from the origin on the segment, or an end of it.</summary>
    private static void SolveTwo(ReadOnlySpan<double> gramian, Span<double> weights)
    {
        var fromFirst = gramian[0] - gramian[1]; // (g₁ − g₂)·g₁
        var fromSecond = gramian[3] - gramian[1]; // (g₂ − g₁)·g₂
        // Each by a division of its own: next to a tiny row the weight of a huge one is small, but not what 1 − w₁ leaves.
        weights[0] = fromFirst <= 0 ? 1 : fromSecond <= 0 ? 0 : fromSecond / (fromFirst + fromSecond);
        weights[1] = fromFirst <= 0 ? 0 : fromSecond <= 0 ? 1 : fromFirst / (fromFirst + fromSecond);
    }

    private static void SolveMany(ReadOnlySpan<double> gramian, Span<double> weights)
    {
        var rows = weights.Length;
        Span<double> norms = stackalloc double[rows];
        for (var i = 0; i < rows; i++) norms[i] = Math.Sqrt(gramian[i * rows + i]);
        var shortest = norms[0];
        foreach (var norm in norms) shortest = Math.Min(shortest, norm);

        // In x_i = w_i‖g_i‖ the problem is min ½ xᵀMx − aᵀx over x ≥ 0, M = C + aaᵀ, C the cosines, a_i = shortest/‖g_i‖.
        Span<double> a = stackalloc double[rows];
        Span<double> m = stackalloc double[rows * rows];
        for (var i = 0; i < rows; i++) a[i] = shortest / norms[i];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < rows; j++)
                m[i * rows + j] = (i == j ? 1 + Ridge : Math.Clamp(gramian[i * rows + j] / norms[i] / norms[j], -1, 1)) + a[i] * a[j];

        Span<double> x = stackalloc double[rows];
        Span<double> b = stackalloc double[rows];
        Span<double> trial = stackalloc double[rows];
        var best = double.PositiveInfinity;
        for (var solutions = 0; solutions < MostSolutions && !(best <= SmallResidual); solutions++)
        {
            for (var i = 0; i < rows; i++) b[i] = a[i] + Ridge * x[i];
            NonNegativeQuadratic.Minimise(m, b, x, Rounding);
            var sum = 0.0;
            for (var i = 0; i < rows; i++) sum += trial[i] = x[i] * a[i];
            for (var i = 0; i < rows; i++) trial[i] /= sum;
            var residual = Residual(gramian, trial);
            if (residual >= best) continue;
            best = residual;
            trial.CopyTo(weights);
        }
    }
}
