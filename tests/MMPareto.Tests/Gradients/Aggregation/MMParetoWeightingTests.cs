using CsCheck;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Gradients.Aggregation;

public class MMParetoWeightingTests
{
    private const double Gamma = 1.5;

    /// <summary>What lies below the rounding of a Gramian counts as zero: √1e-15 · 1000 (the cap) · γ · ‖shorter row‖, with room.</summary>
    private const double JumpToZero = 2e-4;
    private static readonly IWeighting MMPareto = Weightings.MMPareto();

    [Fact]
    public void In_conflict_two_losses_both_fall()
    {
        Jacobians.Any(2, 2).Sample(rows =>
        {
            var (h, _, weights) = Combine(MMPareto, rows);
            foreach (var row in rows)
                Assert.True(Close.Dot(h, row) >= -Rounding(rows, weights) * Close.Length(row));
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void No_loss_rises_whatever_their_number()
    {
        Jacobians.Any().Sample(rows =>
        {
            var (h, reason, weights) = Combine(MMPareto, rows);
            foreach (var row in rows)
                Assert.True(Close.Dot(h, row) >= -Rounding(rows, weights) * Close.Length(row),
                    $"{reason}: {Close.Dot(h, row)} with {string.Join(' ', weights)}");
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void The_result_is_as_long_as_the_plain_sum_times_gamma()
    {
        var seen = new Dictionary<CombinationReason, int>();
        Jacobians.Any().Sample(rows =>
        {
            var (h, reason, weights) = Combine(MMPareto, rows);
            seen[reason] = seen.GetValueOrDefault(reason) + 1;
            var (length, target) = (Close.Length(h), Gamma * Close.Length(Jacobians.Sum(rows)));
            if (reason == CombinationReason.Stationary) Assert.Equal(0, length);
            else if (reason == CombinationReason.Capped) Assert.InRange(length, 0, (target * 1.5) + (1e-6 * Lengths(rows, weights)));
            else
            {
                // A Gramian gives squared lengths up to rounding, in proportion to the rows that take part.
                var (sum, combined) = (rows.Sum(Close.Length), Lengths(rows, weights));
                var rounding = length == 0 ? 0 : 1e-14 * ((combined * combined / length) + (Gamma * Gamma * sum * sum / target));
                Assert.InRange(Math.Abs(length - target), 0, (1e-9 * target) + rounding);
            }
        }, iter: 20_000, threads: 1);
        foreach (var reason in (CombinationReason[])[CombinationReason.Sum, CombinationReason.Conflict, CombinationReason.SingleRow,
            CombinationReason.AllZero, CombinationReason.Stationary, CombinationReason.Capped])
            Assert.True(seen.GetValueOrDefault(reason) >= 20, $"{reason} occurred {seen.GetValueOrDefault(reason)} times");
    }

    [Fact]
    public void Twice_the_min_norm_point_is_never_longer_than_the_plain_sum()
    {
        Jacobians.Any(2, 2).Sample(rows =>
        {
            var (d, _, weights) = Combine(Weightings.Pareto(), rows);
            Assert.True(Close.Length(d) <= Close.Length(Jacobians.Sum(rows)) + Rounding(rows, weights));
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Rows_in_another_order_give_the_same_result()
    {
        Gen.Select(Jacobians.Any(2, 6), Gen.Int[0, 1 << 20]).Sample((rows, seed) =>
        {
            var order = rows.ToArray();
            new Random(seed).Shuffle(order);
            var (h, reason, weights) = Combine(MMPareto, rows);
            var (k, other, weightsOfOther) = Combine(MMPareto, order);
            // At the last digit two orders may disagree on what is a conflict, or rounding.
            if (reason != other) return;
            // A Gramian gives the min-norm point up to rounding, in proportion to the rows that take part. Where those all
            // but cancel, other rows that cancel as well may take part in their place.
            var scale = Math.Max(Lengths(rows, weights), Lengths(order, weightsOfOther));
            var length = Math.Max(Close.Length(h), Close.Length(k));
            if (length <= 1e-4 * scale) return;
            Assert.InRange(Close.Length(h.Zip(k, (x, y) => x - y)), 0, 1e-6 * scale);
        }, iter: 10_000, threads: 1);
    }

    [Fact]
    public void Rows_scaled_by_a_factor_give_a_result_scaled_by_it()
    {
        Gen.Select(Jacobians.Any(), Gen.Int[-60, 60]).Sample((rows, exponent) =>
        {
            var (_, reason, weights) = Combine(MMPareto, rows);
            var (_, same, scaled) = Combine(MMPareto, [.. rows.Select(row => row.Select(x => Math.ScaleB(x, exponent)).ToArray())]);
            Assert.Equal(reason, same);
            Assert.Equal(weights, scaled); // powers of two change no digit
        }, iter: 10_000, threads: 1);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("pareto")]
    [InlineData("mmpareto")]
    public void Before_any_rule_of_length_the_weights_sum_to_the_number_of_rows(string preset)
    {
        var options = new IntegrationOptions
        {
            Gamma = 1,
            Length = LengthRule.AsIs,
            Direction = preset switch { "uniform" => Direction.Sum, "pareto" => Direction.MinNorm, _ => Direction.MinNormInConflict },
        };
        Jacobians.Any().Sample(rows =>
        {
            var (_, reason, weights) = Combine(new MMParetoWeighting(options), rows);
            if (reason == CombinationReason.Stationary) return;
            Assert.All(weights, w => Assert.True(w >= 0));
            var nonZero = rows.Count(row => row.Any(x => x != 0));
            // A row of zeros adds nothing; whether it counts shows only in the length of the others.
            Assert.Equal(reason is CombinationReason.Sum or CombinationReason.AllZero ? rows.Length : nonZero, weights.Sum(), 1e-9);
        }, iter: 5_000, threads: 1);
    }

    [Fact]
    public void Any_finite_floats_give_a_finite_result()
    {
        Jacobians.WildFloats(1, 5, 6).Sample(floats =>
        {
            double[][] rows = [.. floats.Select(row => row.Select(x => (double)x).ToArray())];
            foreach (var weighting in (IWeighting[])[MMPareto, Weightings.Pareto(), Weightings.MGDA(), Weightings.Uniform(), Weightings.Joint()])
            {
                var (h, _, weights) = Combine(weighting, rows);
                Assert.All(weights, w => Assert.True(double.IsFinite(w) && w >= 0));
                Assert.All(h, x => Assert.True(double.IsFinite(x)));
            }
        }, iter: 10_000, threads: 1);
    }

    [Fact]
    public void Two_rows_of_wild_floats_have_a_common_descent_direction()
    {
        Jacobians.WildFloats(2, 2, 6).Sample(floats =>
        {
            double[][] rows = [.. floats.Select(row => row.Select(x => (double)x).ToArray())];
            var (h, reason, weights) = Combine(MMPareto, rows);
            foreach (var row in rows)
                Assert.True(Close.Dot(h, row) >= -Rounding(rows, weights) * Close.Length(row), $"{reason} {string.Join(' ', weights)}");
        }, iter: 10_000, threads: 1);
    }

    /// <summary>Rows at an angle of 180° − φ: as φ → 0 the result goes to zero without a jump.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(1000)]
    public void Towards_opposite_rows_the_result_goes_to_zero_without_a_jump(double ratio)
    {
        var previous = double.PositiveInfinity;
        for (var angle = 1e-1; angle > 1e-12; angle /= 1.1)
        {
            double[][] rows = [[1, 0], [-ratio * Math.Cos(angle), ratio * Math.Sin(angle)]];
            var length = Close.Length(Combine(MMPareto, rows).Result);
            var unit = Math.Abs(1 - ratio) + angle;
            if (previous < double.PositiveInfinity) Assert.InRange(previous - length, -1e-9, (0.2 * unit * Gamma) + JumpToZero);
            previous = length;
        }
        Assert.Equal(0, previous);
    }

    [Fact]
    public void A_single_row_that_is_not_zero_is_taken_times_gamma()
    {
        Assert.Equal([0, Gamma, 0], Combine(MMPareto, [[0, 0], [1, 2], [0, 0]]).Weights);
        Assert.Equal(CombinationReason.SingleRow, Combine(MMPareto, [[0, 0], [1, 2]]).Reason);
        Assert.Equal(CombinationReason.AllZero, Combine(MMPareto, [[0, 0], [0, 0]]).Reason);
    }

    [Fact]
    public void Orthogonal_rows_are_no_conflict_unless_asked()
    {
        double[][] rows = [[1, 0], [0, 2]];
        Assert.Equal(CombinationReason.Sum, Combine(MMPareto, rows).Reason);
        var (h, reason, _) = Combine(new MMParetoWeighting(new() { OrthogonalIsConflict = true }), rows);
        Assert.Equal(CombinationReason.Conflict, reason);
        Close.Equal([1.6 * Gamma * Math.Sqrt(5) / (2 * 0.8 * Math.Sqrt(1.25)), 0.4 * 2 * Gamma * Math.Sqrt(5) / (0.8 * Math.Sqrt(1.25) * 2)], h, 1e-12);
    }

    [Fact]
    public void A_row_of_zeros_is_orthogonal_to_nothing()
    {
        double[][] rows = [[1, 0], [1, 1], [0, 0]]; // the third loss does not reach this encoder
        var (h, reason, _) = Combine(new MMParetoWeighting(new() { OrthogonalIsConflict = true }), rows);
        Assert.Equal(CombinationReason.Sum, reason);
        Close.Equal([2 * Gamma, Gamma], h, 1e-12);
    }

    [Fact]
    public void The_cap_bounds_the_length_factor()
    {
        double[][] rows = [[1, 1e-5], [-2, 1e-5]];
        var (h, reason, _) = Combine(new MMParetoWeighting(new() { MaximumLengthFactor = 10, Gamma = 2 }), rows);
        Assert.Equal(CombinationReason.Capped, reason);
        Assert.Equal(2 * 10 * 2 * 1e-5, Close.Length(h), 1e-12); // γ · cap · ‖2d‖
    }

    [Fact]
    public void At_least_and_equal_to_the_sum_agree_for_a_whole_encoder()
    {
        // The mean of the rows lies in their hull, so m times its shortest vector is never longer than the sum.
        Jacobians.Any(2, 6).Sample(rows =>
        {
            var atLeast = Combine(MMPareto, rows);
            var equal = Combine(new MMParetoWeighting(new() { Length = LengthRule.EqualToSum }), rows);
            var difference = Close.Length(atLeast.Result.Zip(equal.Result, (x, y) => x - y));
            Assert.InRange(difference, 0, 1e-6 * rows.Sum(Close.Length));
        }, iter: 2_000, threads: 1);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Gamma_is_above_zero(double gamma, string text)
    {
        var e = Assert.Throws<ArgumentException>(() => new MMParetoWeighting(new() { Gamma = gamma }));
        Assert.Equal($"Gamma must be a finite number above 0; got {text}.", e.Message);
        Assert.Throws<ArgumentException>(() => Weightings.MMParetoOfficial(gamma));
    }

    [Fact]
    public void The_cap_is_at_least_one()
    {
        var e = Assert.Throws<ArgumentException>(() => new MMParetoWeighting(new() { MaximumLengthFactor = 0.5 }));
        Assert.Equal("MaximumLengthFactor must be a finite number of at least 1; got 0.5.", e.Message);
    }

    [Fact]
    public void Defaults_are_those_of_the_paper() => Assert.Equal(
        new IntegrationOptions
        {
            Direction = Direction.MinNormInConflict,
            Length = LengthRule.AtLeastSum,
            Gamma = 1.5,
            MaximumLengthFactor = 1000,
            OrthogonalIsConflict = false,
        },
        new IntegrationOptions());

    private static (double[] Result, CombinationReason Reason, double[] Weights) Combine(IWeighting weighting, double[][] rows)
    {
        var weights = new double[rows.Length];
        var reason = weighting.Weigh(new ObjectiveStatistics(Jacobians.Gramian(rows)), weights);
        return (Jacobians.Combine(rows, weights), reason, weights);
    }

    /// <summary>What rounding in double may do to the length of a combination.</summary>
    private static double Rounding(double[][] rows, double[] weights) =>
        1e-10 * Lengths(rows, weights);

    /// <summary>Σ w_i ‖g_i‖.</summary>
    private static double Lengths(double[][] rows, double[] weights) => rows.Zip(weights, (row, w) => w * Close.Length(row)).Sum();
}
