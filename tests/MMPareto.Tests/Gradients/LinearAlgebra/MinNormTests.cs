using CsCheck;
using MMPareto.Gradients;
using MMPareto.Gradients.LinearAlgebra;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Gradients.LinearAlgebra;

public class MinNormTests
{
    private const double LargestResidual = 1e-10;

    /// <summary>
    /// Rows, weights of the shortest vector of their hull, and its squared length: made with exact rational arithmetic
    /// (Python's fractions), which solved the equations of every support and kept the best non-negative solution. In
    /// every case the solution is unique and not zero. The numbers are right to the last digit of a double.
    /// </summary>
    public static TheoryData<double[][], double[], double> ExactSolutions { get; } = new()
    {
        { [[-1, -6, 9], [-86, 4, -6], [14, 90, 4]],
            [0.9156695005090274, 0.016718783039516488, 0.06761171645145615], 73.15988220252707 },
        { [[5, 4, 70], [7, -3, -8], [-2, -3, 0]],
            [0.02935099570651935, 0.2247409990768284, 0.7459080052166522], 7.9273771668889115 },
        { [[-2, -1], [2, -8], [4, -500]],
            [0.9846153846153847, 0.015384615384615385, 0.0], 4.984615384615385 },
        { [[-1, 80, -4, 3, -50], [204, -600, 700, 400, -400], [-2, -9, 30, 7, -4]],
            [0.1487065120428189, 0.0, 0.8512934879571811], 802.1062444246209 },
        { [[-3, -7, -1, 0], [-896, -200, -400, 700], [4, 4, -60, -6], [2, -2, 0, 80]],
            [0.9796450325985798, 0.0, 0.011639115174864044, 0.008715852226556187], 58.10156604462594 },
        { [[6, -4, 0], [-6, -3, 0], [-6, -1, 3], [0, 5, -70]],
            [0.4372945643170634, 0.0, 0.53648462769526, 0.02622080798767667], 5.047393098485445 },
        { [[11, 8, -9, -1, -6, -8], [-2996, -700, 0, -800, 3000, 300], [-86, -70, 1, -3, 5, 3], [-4, -5, 2, -60, -2, 0]],
            [0.9049691505603347, 0.001158719998388816, 0.0938721294412765, 0.0], 117.73340332430386 },
        { [[11, -9, 40, -20], [304, 700, -7000, -100], [-46, -20, -5, 1], [12, -1, 7, 20]],
            [0.38834949153029175, 0.002588497245185843, 0.182706713931792, 0.4263552972927304], 37.08734376765767 },
        { [[0, -4, -5, -9, -4], [-100, 100, -500, -100, -500], [-70, -8, 60, 3, -5], [70, -40, 50, -5, -3], [0, -30, 30, -7, 8]],
            [0.9282178517787474, 0.0, 0.04744730864519198, 0.02433483957606059, 0.0], 114.24300396202935 },
        { [[-3, -3, 40, -6, 7, -4, 0], [-9, 3, 0, 7, -4, -6, 4], [8, 50, 4, -4, -60, 9, -4], [-1, -6, 80, 4, -2, 7, 5], [700, 0, -100, -100, 8000, -700, -900]],
            [0.09062386182863265, 0.8359059055469336, 0.07252779518948174, 0.0, 0.00094243743495205], 150.2615717565408 },
        { [[0, -2, 50, -8, -30, 80], [-3, 5, 1, 5, -5, -8], [-396, -400, 0, -600, -2000, 7000], [3, 8, 1, -9, 70, -4], [1, -5, 0, -4, 5, -7], [-1, -5, 0, -9, -90, -9]],
            [0.0, 0.4846281227553187, 0.0010400045963920225, 0.030319153291924642, 0.48401271935636464, 0.0], 2.141025366377804 },
        { [[5, -8, -8, -9], [4, 5, -70, -7], [3, -1, 7, -9], [-60, 4, 1, -9], [9, -20, -2, 2], [7, -7, -10, 50]],
            [0.0, 0.05493213699205558, 0.7376369134208457, 0.05932819101094678, 0.0, 0.148102758576152], 1.6356067857373813 },
        { [[9, -4, 9, 8, -3, 0, -5], [94, 10, 6, 0, 2, 0, 9], [-4, -1, 7, 7, -6, -60, 5], [2, 4, 0, 0, 20, 4, -3], [-26, 5, -50, 80, -7, -50, -3], [604, -900, 7000, -800, -600, -500, -2000], [11, 8, -3, 8, 1, -20, -8]],
            [0.5273538439611618, 0.0, 0.05825255993709736, 0.4061381244329505, 0.008255471668790378, 0.0, 0.0], 132.51477317090544 },
        { [[-9, 5, 4, 2, -70, 6, -1, -7], [-8, -2, 9, -3, 1, -80, -2, 3], [5, 8, -8, 3, 40, 40, 8, -2], [1, 8, -3, 7, 1, 4, -8, -5], [0, 0, 1, -20, 7, 0, -30, 8], [-3, 50, 60, -3, -7, 30, 9, 90], [-2, 3, -7, 2, -3, -8, -5, -6], [-10, 4, -40, -4, -8, -6, 50, 1]],
            [0.24903902165514294, 0.23094316483984173, 0.4192890457406787, 0.0, 0.10072876776433665, 0.0, 0.0, 0.0], 23.46312602691793 },
    };

    [Theory]
    [MemberData(nameof(ExactSolutions))]
    public void Weights_equal_those_of_exact_arithmetic(double[][] rows, double[] weights, double squaredNorm)
    {
        var solution = MinNorm.Solve(Jacobians.Gramian(rows));

        for (var i = 0; i < weights.Length; i++) Assert.Equal(weights[i], solution.Weights[i], 1e-11);
        Assert.Equal(1, solution.SquaredNorm / squaredNorm, 1e-12);
    }

    /// <summary>Section 3.1 of the project's notes on methods; orthogonal rows weigh in with 1/‖g‖².</summary>
    [Fact]
    public void Two_and_three_rows_have_their_known_weights()
    {
        Close.Equal([0.76, 0.24], MinNorm.Solve([1, -0.5, -0.5, 4.25]).Weights, 1e-15);
        Close.Equal([36 / 49.0, 9 / 49.0, 4 / 49.0], MinNorm.Solve([1, 0, 0, 0, 4, 0, 0, 0, 9]).Weights, 1e-14);
        Assert.Equal(36 / 49.0, MinNorm.Solve([1, 0, 0, 0, 4, 0, 0, 0, 9]).SquaredNorm, 1e-14);
    }

    [Theory]
    [InlineData(2, 2, 4, 1, 0)] // the first leans on the second and is the shorter
    [InlineData(4, 2, 2, 0, 1)]
    [InlineData(1, 5, 30, 1, 0)]
    [InlineData(1, -2, 4, 2 / 3.0, 1 / 3.0)] // opposite
    [InlineData(1, 0, 0, 0, 1)] // a zero row takes all
    [InlineData(0, 0, 1, 1, 0)]
    public void Two_rows_have_exact_weights_at_the_ends(double first, double product, double second, double w1, double w2) =>
        Assert.Equal([w1, w2], MinNorm.Solve([first, product, product, second]).Weights);

    [Fact]
    public void Weights_are_on_the_simplex_and_optimal()
    {
        Jacobians.Any().Sample(rows =>
        {
            var gramian = Jacobians.Gramian(rows);
            var weights = new double[rows.Length];

            var reported = MinNorm.Solve(gramian, weights);

            Assert.All(weights, w => Assert.InRange(w, 0, 1 + 1e-15));
            Assert.Equal(1, weights.Sum(), 1e-14);
            var residual = Residual(gramian, weights);
            Assert.True(residual <= LargestResidual, $"residual {residual}");
            Assert.Equal(residual, reported, LargestResidual); // near optimal weights either is rounding
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Weights_are_optimal_when_rows_span_the_range_of_float()
    {
        Jacobians.WildFloats(1, 6, 5).Sample(floats =>
        {
            double[][] rows = [.. floats.Select(row => row.Select(x => (double)x).ToArray())];
            var gramian = Jacobians.Gramian(rows);
            var weights = new double[rows.Length];

            MinNorm.Solve(gramian, weights);

            Assert.Equal(1, weights.Sum(), 1e-14);
            // The rounding of long rows that cancel drowns rows that are shorter by ten orders of magnitude and more.
            Assert.InRange(Residual(gramian, weights, shortest: Lengths(gramian, weights)), 0, LargestResidual);
        }, iter: 10_000, threads: 1);
    }

    /// <summary>No support of up to four rows has a shorter vector, and the best support has no shorter one than the solver.</summary>
    [Fact]
    public void No_support_has_a_shorter_vector()
    {
        Jacobians.Any(1, 4, 6).Sample(rows =>
        {
            var gramian = Jacobians.Gramian(rows);
            var solution = MinNorm.Solve(gramian);

            var (best, weights) = ShortestOverSupports(gramian, rows.Length);

            // The rounding of a Gramian shows in squared lengths in proportion to the rows that take part.
            var length = Math.Max(Lengths(gramian, solution.Weights), Lengths(gramian, weights));
            Assert.Equal(solution.SquaredNorm, best, 1e-12 * length * length);
        }, iter: 10_000, threads: 1);
    }

    [Fact]
    public void Order_of_rows_does_not_matter_and_scale_neither()
    {
        Gen.Select(Jacobians.Any(2, 8, 12), Gen.Int[0, 1 << 20], Gen.Int[-30, 30]).Sample((rows, seed, exponent) =>
        {
            var order = Enumerable.Range(0, rows.Length).ToArray();
            new Random(seed).Shuffle(order);
            var gramian = Jacobians.Gramian(rows);
            var straight = MinNorm.Solve(gramian);
            var shuffled = MinNorm.Solve(Jacobians.Gramian([.. order.Select(i => rows[i])]));
            var scaled = MinNorm.Solve([.. gramian.Select(x => Math.ScaleB(x, 2 * exponent))]);

            // Weights may differ where the solution is not unique; the vector may not.
            var d = Jacobians.Combine(rows, straight.Weights.ToArray());
            var e = Jacobians.Combine([.. order.Select(i => rows[i])], shuffled.Weights.ToArray());
            var scale = Math.Max(Lengths(gramian, straight.Weights), Lengths(gramian, [.. order.Select(i => shuffled.Weights[Array.IndexOf(order, i)])]));
            Assert.InRange(Close.Length(d.Zip(e, (x, y) => x - y)), 0, 1e-6 * scale);
            Assert.Equal(straight.Weights, scaled.Weights); // powers of two change no digit
        }, iter: 10_000, threads: 1);
    }

    [Fact]
    public void Sixteen_rows_around_the_origin_give_the_origin()
    {
        double[][] rows = [.. Enumerable.Range(0, 16).Select(i => new[] { Math.Cos(i * Math.PI / 8), Math.Sin(i * Math.PI / 8) })];

        var solution = MinNorm.Solve(Jacobians.Gramian(rows));

        Assert.InRange(solution.SquaredNorm, 0, 1e-14);
        Assert.InRange(Close.Length(Jacobians.Combine(rows, solution.Weights.ToArray())), 0, 1e-7);
    }

    [Fact]
    public void Zero_rows_share_the_weight() =>
        Assert.Equal([0, 0.5, 0, 0.5], MinNorm.Solve([1, 0, 0.5, 0, 0, 0, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 0]).Weights);

    [Fact]
    public void One_row_has_all_the_weight() => Assert.Equal([1], MinNorm.Solve([7]).Weights);

    [Fact]
    public void The_residual_of_wrong_weights_is_large()
    {
        double[] gramian = [1, -0.5, -0.5, 4.25];
        Assert.InRange(MinNorm.Residual(gramian, [0.76, 0.24]), 0, 1e-15);
        foreach (var wrong in (double[][])[[1, 0], [0, 1], [0.5, 0.5]])
            Assert.Equal(Residual(gramian, wrong), MinNorm.Residual(gramian, wrong), 1e-15);
        Assert.InRange(MinNorm.Residual(gramian, [0.5, 0.5]), 0.1, 10);
    }

    public static TheoryData<double[], int, string> NoGramians { get; } = new()
    {
        { [], 0, "gramian must have 1 to 16 rows; got 0. (Parameter 'gramian')" },
        { new double[289], 17, "gramian must have 1 to 16 rows; got 17. (Parameter 'gramian')" },
        { [1, 2, 3], 2, "gramian must have 4 entries for 2 rows; got 3. (Parameter 'gramian')" },
        { [1, double.NaN, double.NaN, 1], 2, "gramian must be finite; got NaN. (Parameter 'gramian')" },
        { [1, 0, 0, -2], 2, "gramian must not have a negative diagonal; got -2 in row 1. (Parameter 'gramian')" },
    };

    [Theory]
    [MemberData(nameof(NoGramians))]
    public void What_is_no_Gramian_is_refused(double[] gramian, int rows, string message)
    {
        var e = Assert.Throws<ArgumentException>(() => MinNorm.Solve(gramian, new double[rows]));
        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_matrix_that_is_not_positive_semi_definite_is_refused(int rows)
    {
        double[] gramian = rows == 2 ? [1, -5, -5, 1] : [1, -5, 0, -5, 1, 0, 0, 0, 1];
        var e = Assert.Throws<NumericalException>(() => MinNorm.Solve(gramian));
        Assert.StartsWith($"min-norm weights of {rows} rows must have a residual up to 1E-06; got ", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Largest violation of the optimality conditions, written anew from the formula.</summary>
    private static double Residual(double[] gramian, double[] weights, double shortest = 0)
    {
        var m = weights.Length;
        double[] products = [.. Enumerable.Range(0, m).Select(i => Close.Dot(gramian[(i * m)..((i + 1) * m)], weights))];
        var value = Close.Dot(products, weights);
        var length = Enumerable.Range(0, m).Sum(j => weights[j] * Math.Sqrt(gramian[j * (m + 1)]));
        return Enumerable.Range(0, m).Max(i =>
        {
            var violation = Math.Max(Math.Max(0, value - products[i]), weights[i] * Math.Abs(products[i] - value));
            return violation == 0 ? 0 : violation / (Math.Max(shortest, Math.Sqrt(gramian[i * (m + 1)])) * length);
        });
    }

    /// <summary>Σ w_i ‖g_i‖.</summary>
    private static double Lengths(double[] gramian, IReadOnlyList<double> weights) =>
        Enumerable.Range(0, weights.Count).Sum(i => weights[i] * Math.Sqrt(gramian[i * (weights.Count + 1)]));

    private static (double SquaredNorm, double[] Weights) ShortestOverSupports(double[] gramian, int m)
    {
        var best = (SquaredNorm: double.PositiveInfinity, Weights: new double[m]);
        for (var support = 1; support < 1 << m; support++)
        {
            int[] index = [.. Enumerable.Range(0, m).Where(i => (support >> i & 1) != 0)];
            if (index.Length > 1 && index.Any(i => gramian[i * (m + 1)] == 0)) continue; // the zero row alone is as good
            if (SolveSupport(gramian, m, index) is not { } weights) continue;
            var value = 0.0;
            for (var i = 0; i < m; i++)
                for (var j = 0; j < m; j++)
                    value += weights[i] * weights[j] * gramian[(i * m) + j];
            if (Math.Max(0, value) < best.SquaredNorm) best = (Math.Max(0, value), weights);
        }
        return best;
    }

    /// <summary>Weights of the point where the affine hull of some rows is nearest to the origin, or null when it is not in their hull.</summary>
    private static double[]? SolveSupport(double[] gramian, int m, int[] index)
    {
        var weights = new double[m];
        if (index.Length == 1)
        {
            weights[index[0]] = 1;
            return weights;
        }
        // In y_i = w_i‖g_i‖: cosines · y = λ / ‖g_i‖, then Σ w = 1 by scaling. Gauss-Jordan with pivots.
        var size = index.Length;
        double[] norms = [.. index.Select(i => Math.Sqrt(gramian[i * (m + 1)]))];
        var smallest = norms.Min();
        var table = new double[size, size + 1];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                table[i, j] = (gramian[(index[i] * m) + index[j]] / norms[i] / norms[j]) + (smallest / norms[i] * smallest / norms[j]);
            table[i, size] = smallest / norms[i];
        }
        for (var c = 0; c < size; c++)
        {
            var pivot = Enumerable.Range(c, size - c).MaxBy(r => Math.Abs(table[r, c]));
            if (Math.Abs(table[pivot, c]) < 1e-13) return null; // a smaller support spans the same
            for (var k = 0; k <= size; k++) (table[c, k], table[pivot, k]) = (table[pivot, k], table[c, k]);
            for (var r = 0; r < size; r++)
            {
                if (r == c) continue;
                var factor = table[r, c] / table[c, c];
                for (var k = c; k <= size; k++) table[r, k] -= factor * table[c, k];
            }
        }
        double[] w = [.. Enumerable.Range(0, size).Select(i => table[i, size] / table[i, i] / norms[i])];
        var sum = w.Sum();
        if (w.Any(x => x / sum < 0)) return null;
        for (var i = 0; i < size; i++) weights[index[i]] = w[i] / sum;
        return weights;
    }
}
