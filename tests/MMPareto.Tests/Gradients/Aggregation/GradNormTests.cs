using CsCheck;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Gradients.Aggregation;

public class GradNormTests
{
    /// <summary>
    /// Lengths 1 and 3, rate 0.1, a = 1.5. Step 1: w = (1, 1), T = (2, 2), ∂v = (−2, 2), so v = (0.2, −0.2). Step 2, the
    /// first loss halved: r = (2/3, 4/3), T = (0.9812246, 2.7753222), ∂v = (1.9220858, −1.9220858).
    /// </summary>
    [Fact]
    public void Three_steps_are_as_computed_by_hand()
    {
        var gradNorm = new GradNormWeighting(new() { LearningRate = 0.1 });
        Assert.Equal([1, 1], Weigh(gradNorm, [1, 3], [1, 1]));
        Close.Equal([1.1973753, 0.8026247], Weigh(gradNorm, [1, 3], [0.5, 1]), 1e-7);
        var v = 0.2 - 0.19220858;
        Close.Equal([2 / (1 + Math.Exp(-2 * v)), 2 / (1 + Math.Exp(2 * v))], Weigh(gradNorm, [1, 3], [0.5, 1]), 1e-7);
    }

    /// <summary>log w_i − log w_j = v_i − v_j, so weights show the step on v; the slope is taken from the objective itself.</summary>
    [Fact]
    public void The_step_on_v_follows_the_slope_of_the_objective() => Sequences(3).Sample(steps =>
    {
        const double Rate = 1e-3, Change = 1e-6;
        var gradNorm = new GradNormWeighting(new() { LearningRate = Rate });
        var weights = steps.Select(step => Weigh(gradNorm, step.Lengths, step.Losses)).ToArray();
        for (var t = 0; t + 1 < steps.Length; t++)
        {
            var (lengths, losses) = steps[t];
            double[] v = [.. weights[t].Select(w => Math.Log(w))];
            var targets = Targets(weights[t], lengths, losses, steps[0].Losses);
            double Objective(double[] v)
            {
                var sum = v.Sum(Math.Exp);
                return v.Select((x, i) => Math.Abs((v.Length * Math.Exp(x) / sum * lengths[i]) - targets[i])).Sum();
            }
            // At a kink the two one-sided slopes differ and there is nothing to compare.
            if (DistanceToKink(weights[t], lengths, targets) < 1e-4) return;
            double Slope(int k) => (Objective([.. v.Select((x, i) => i == k ? x + Change : x)])
                - Objective([.. v.Select((x, i) => i == k ? x - Change : x)])) / (2 * Change);
            for (var k = 1; k < v.Length; k++)
            {
                var moved = Math.Log(weights[t + 1][k] / weights[t + 1][0]) - v[k] + v[0];
                Assert.Equal(-Rate * (Slope(k) - Slope(0)), moved, 1e-9);
            }
        }
    }, iter: 1_000, threads: 1);

    [Fact]
    public void Weights_stay_positive_and_sum_to_the_number_of_rows() => Jacobians.Any(1, 8).Sample(rows =>
    {
        var gradNorm = new GradNormWeighting(new() { LearningRate = 10 });
        var weights = new double[rows.Length];
        for (var step = 0; step < 5; step++)
        {
            gradNorm.Weigh(new(Jacobians.Gramian(rows), [.. rows.Select((_, i) => 1.0 + i + step)]), weights);
            Assert.All(weights, weight => Assert.True(weight > 0));
            Assert.Equal(weights.Length, weights.Sum(), 1e-9);
        }
    }, iter: 1_000, threads: 1);

    [Fact]
    public void Rows_in_another_order_have_their_weights_in_that_order() => Sequences(4).Sample(steps =>
    {
        var (gradNorm, reversed) = (new GradNormWeighting(), new GradNormWeighting());
        foreach (var (lengths, losses) in steps)
        {
            var weights = Weigh(gradNorm, lengths, losses);
            Close.Equal(weights, [.. Weigh(reversed, [.. lengths.Reverse()], [.. losses.Reverse()]).Reverse()], 1e-9);
            // Where a length is its target, the last digit decides on which side of the kink the slope is taken.
            if (DistanceToKink(weights, lengths, Targets(weights, lengths, losses, steps[0].Losses)) < 1e-9) return;
        }
    }, iter: 1_000, threads: 1);

    [Fact]
    public void Rows_that_learn_equally_fast_come_to_one_length()
    {
        var gradNorm = new GradNormWeighting(new() { LearningRate = 0.002 });
        var weights = new double[3];
        for (var step = 0; step < 5_000; step++) weights = Weigh(gradNorm, [1, 2, 4], [1, 1, 1]);
        Close.Equal([12 / 7.0, 6 / 7.0, 3 / 7.0], weights, 0.02); // ∝ 1, 1/2, 1/4
    }

    [Fact]
    public void A_row_that_learns_more_slowly_gains_weight()
    {
        var gradNorm = new GradNormWeighting();
        Weigh(gradNorm, [1, 1], [2, 5]);
        Assert.Equal([1, 1], Weigh(gradNorm, [1, 1], [1, 5]));
        Assert.True(Weigh(gradNorm, [1, 1], [1, 5])[1] > 1);
    }

    [Fact]
    public void Each_group_has_a_memory_of_its_own()
    {
        var gradNorm = new GradNormWeighting();
        Weigh(gradNorm, [1, 3], [1, 1], "gray");
        Assert.Equal([1, 1], Weigh(gradNorm, [1, 3], [1, 1], "colour"));
        Assert.NotEqual([1, 1], Weigh(gradNorm, [1, 3], [1, 1], "gray"));
    }

    [Fact]
    public void Without_a_step_of_their_own_weights_are_those_of_uniform()
    {
        var gradNorm = new GradNormWeighting(new() { LearningRate = 0 });
        for (var step = 0; step < 3; step++) Assert.Equal([1, 1], Weigh(gradNorm, [1, 3], [1, 2]));
    }

    [Fact]
    public void A_row_of_length_zero_teaches_nothing_and_losses_that_are_not_positive_count_as_one()
    {
        var gradNorm = new GradNormWeighting();
        for (var step = 0; step < 3; step++) Assert.Equal([1, 1], Weigh(gradNorm, [0, 3], [1, 1]));
        Assert.Equal(CombinationReason.AllZero, gradNorm.Weigh(new([0, 0, 0, 0], [1, 1]), new double[2]));

        var (odd, plain) = (new GradNormWeighting(), new GradNormWeighting());
        foreach (var losses in (double[][])[[0, -1], [0, -2], []])
            Assert.Equal(Weigh(plain, [1, 3], [1, 1]), Weigh(odd, [1, 3], losses));
    }

    /// <summary>A third loss that never reaches the group leaves the other two as they are without it.</summary>
    [Fact]
    public void A_loss_that_does_not_reach_the_group_does_not_stop_the_others()
    {
        var gradNorm = new GradNormWeighting();
        Weigh(gradNorm, [1, 3, 0], [1, 1, 1]);
        var weights = Weigh(gradNorm, [1, 3, 0], [1, 1, 1]);
        Assert.True(weights[0] > 1 && weights[1] < 1, string.Join(", ", weights)); // the shorter gains
    }

    [Fact]
    public void Gradients_of_any_size_leave_a_way_back()
    {
        var gradNorm = new GradNormWeighting(new() { LearningRate = 1 });
        for (var step = 0; step < 3; step++) Weigh(gradNorm, [1e-30, 1e30], [1, 1]);
        Assert.All(Weigh(gradNorm, [1, 1], [1, 1]), weight => Assert.True(weight > 1e-9));
        for (var step = 0; step < 3; step++) Weigh(gradNorm, [1e30, 1e-30], [1, 1]);
        Assert.True(Weigh(gradNorm, [1, 1], [1, 1])[1] > 1);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_and_defaults_are_those_documented()
    {
        Assert.Equal("RestoringForce must be from 0 to 10; got -1.", Refusal(new() { RestoringForce = -1 }));
        Assert.Equal("LearningRate must be from 0 to 10; got NaN.", Refusal(new() { LearningRate = double.NaN }));
        Assert.Equal(new GradNormOptions { RestoringForce = 1.5, LearningRate = 0.025 }, new GradNormOptions());

        static string Refusal(GradNormOptions options) =>
            Assert.Throws<ArgumentException>(() => new GradNormWeighting(options)).Message;
    }

    /// <summary>The lengths that weighted rows should have, with the default restoring force.</summary>
    private static double[] Targets(double[] weights, double[] lengths, double[] losses, double[] firstLosses)
    {
        double[] shares = [.. losses.Zip(firstLosses, (now, first) => now / first)];
        var mean = weights.Zip(lengths, (w, length) => w * length).Average();
        return [.. shares.Select(share => mean * Math.Pow(share / shares.Average(), 1.5))];
    }

    private static double DistanceToKink(double[] weights, double[] lengths, double[] targets) =>
        weights.Select((weight, i) => Math.Abs((weight * lengths[i]) - targets[i])).Min();

    /// <summary>Lengths and losses of a few steps.</summary>
    private static Gen<(double[] Lengths, double[] Losses)[]> Sequences(int steps) =>
        from count in Gen.Int[2, 5]
        from all in Gen.Select(Gen.Double[0.1, 3].Array[count], Gen.Double[0.2, 2].Array[count]).Array[steps]
        select all;

    private static double[] Weigh(GradNormWeighting gradNorm, double[] lengths, double[] losses, string group = "")
    {
        var gramian = new double[lengths.Length * lengths.Length];
        for (var i = 0; i < lengths.Length; i++) gramian[i * (lengths.Length + 1)] = lengths[i] * lengths[i];
        var weights = new double[lengths.Length];
        gradNorm.Weigh(new(gramian, losses, group: group), weights);
        return weights;
    }
}
