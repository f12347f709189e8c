using CsCheck;
using MMPareto.Gradients;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Gradients.Aggregation;

public class PCGradTests
{
    private static readonly double[][] Pair = [[1, 0], [-0.5, 2]];

    /// <summary>(1, 0) + 0.5/4.25 · (−0.5, 2) = (0.9411765, 0.2352941), and (−0.5, 2) + 0.5 · (1, 0) = (0, 2).</summary>
    [Fact]
    public void Each_row_loses_what_points_against_the_other()
    {
        var (weights, reason) = Weigh(Pair);
        Close.Equal([1.5, 1 + (0.5 / 4.25)], weights, 1e-15);
        Close.Equal([0.9411765, 2.2352941], Jacobians.Combine(Pair, weights), 1e-7);
        Assert.Equal(CombinationReason.Weighted, reason);
    }

    /// <summary>
    /// Rows (1, 0), (−1, 2), (−1, −1), each projected by hand in both orders: the first becomes (0.2, −0.2) or
    /// (0.2, 0.1), the second (−1, 1) or (0, 1.5), the third (−0.4, −0.2) or (0, −0.6).
    /// </summary>
    [Fact]
    public void With_three_rows_all_orders_occur_and_nothing_else()
    {
        double[][] rows = [[1, 0], [-1, 2], [-1, -1]];
        double[][][] projected = [[[0.2, -0.2], [0.2, 0.1]], [[-1, 1], [0, 1.5]], [[-0.4, -0.2], [0, -0.6]]];
        var expected = Enumerable.Range(0, 8).Select(orders => Jacobians.Sum(
            [projected[0][orders & 1], projected[1][(orders >> 1) & 1], projected[2][orders >> 2]])).ToArray();
        var seen = new HashSet<int>();
        for (var step = 1; step <= 200; step++)
        {
            var result = Jacobians.Combine(rows, Weigh(rows, step).Weights);
            var which = Array.FindIndex(expected, sum => Close.Length(sum.Zip(result, (x, y) => x - y)) < 1e-12);
            Assert.True(which >= 0, string.Join(' ', result));
            seen.Add(which);
        }
        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public void The_order_follows_from_seed_step_and_group()
    {
        double[][] rows = [[1, 0], [-1, 2], [-1, -1]];
        double[][] Draws(long seed, string group) => [.. Enumerable.Range(1, 20).Select(step => Weigh(rows, step, seed, group).Weights)];
        Assert.Equal(Draws(1, "gray"), Draws(1, "gray"));
        Assert.NotEqual(Draws(1, "gray"), Draws(2, "gray"));
        Assert.NotEqual(Draws(1, "gray"), Draws(1, "colour"));
    }

    [Fact]
    public void Two_rows_are_never_in_conflict_with_the_result() => Jacobians.Any(2, 2).Sample(rows =>
    {
        var result = Jacobians.Combine(rows, Weigh(rows).Weights);
        var scale = rows.Sum(Close.Length);
        foreach (var row in rows) Assert.True(Close.Dot(result, row) >= -1e-12 * scale * Close.Length(row));
    }, iter: 2_000, threads: 1);

    /// <summary>With more rows the order of the draws is theirs, so equivariance holds for two only.</summary>
    [Fact]
    public void Two_rows_in_the_other_order_have_their_weights_in_the_other_order() => Jacobians.Any(2, 2).Sample(rows =>
        Assert.Equal(Weigh(rows).Weights.Reverse(), Weigh([rows[1], rows[0]]).Weights), iter: 1_000, threads: 1);

    [Fact]
    public void Weights_do_not_depend_on_the_scale_of_all_rows_together() => Jacobians.Any(2, 8).Sample(rows =>
        Assert.Equal(Weigh(rows).Weights, Weigh([.. rows.Select(row => row.Select(x => x * 1024).ToArray())]).Weights),
        iter: 1_000, threads: 1);

    [Fact]
    public void Without_conflict_the_result_is_the_sum_and_no_weight_is_ever_below_one() => Jacobians.Any(1, 8).Sample(rows =>
    {
        var (weights, reason) = Weigh(rows);
        var statistics = new ObjectiveStatistics(Jacobians.Gramian(rows));
        if (reason == CombinationReason.Stationary) return;
        Assert.All(weights, weight => Assert.True(weight >= 1));
        Assert.Equal(!statistics.HasConflict, reason != CombinationReason.Weighted);
        if (!statistics.HasConflict) Assert.All(weights, weight => Assert.Equal(1, weight));
    }, iter: 1_000, threads: 1);

    [Fact]
    public void Zero_and_opposite_rows_have_defined_results()
    {
        Assert.Equal(CombinationReason.AllZero, Weigh([[0, 0], [0, 0]]).Reason);
        var beside = Weigh([[0, 0], [1, 2]]);
        Assert.Equal([1, 1], beside.Weights);
        Assert.Equal(CombinationReason.Sum, beside.Reason);
        var opposite = Weigh([[1, 0], [-2, 0]]);
        Assert.Equal([0, 0], opposite.Weights);
        Assert.Equal(CombinationReason.Stationary, opposite.Reason);
    }

    private static (double[] Weights, CombinationReason Reason) Weigh(double[][] rows, long step = 1, long seed = 0, string group = "")
    {
        var weights = new double[rows.Length];
        var reason = Weightings.PCGrad().Weigh(new(Jacobians.Gramian(rows), default, step, seed, group), weights);
        return (weights, reason);
    }
}
