using CsCheck;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients.Aggregation;

public class MetaBalanceTests
{
    /// <summary>
    /// Step 1: n = 0.1 · (1, 2.0615528), factor 0.7/2.0615528 + 0.3 = 0.6395498. Step 2, rows (3, 0) and (0, 1):
    /// n = (0.9 · 0.1 + 0.3, 0.9 · 0.20615528 + 0.1) = (0.39, 0.28553975), factor 0.7 · 1.3658344 + 0.3 = 1.2560841.
    /// </summary>
    [Fact]
    public void Two_steps_are_as_computed_by_hand()
    {
        var steps = Run(new(), [2], [[[1, 0], [-0.5, 2]], [[3, 0], [0, 1]]]);
        Close.Equal([0.6802251, 1.2790998], steps[0].Gradient, 1e-7);
        Close.Equal([1, 0.6395498], steps[0].Record.Weights, 1e-6);
        Close.Equal([3, 1.2560841], steps[1].Gradient, 1e-6);
        Assert.Equal(CombinationReason.Weighted, steps[1].Record.Reason);
        Assert.Equal(Close.Length(steps[1].Gradient), steps[1].Record.Length, 1e-6);
    }

    /// <summary>Each of the two tensors has its own factor: 1/2 and 3/1. The weight is √(1² + 3²)/√(2² + 1²).</summary>
    [Fact]
    public void Lengths_are_compared_tensor_by_tensor()
    {
        var (gradient, record) = Run(new() { Relax = 1 }, [1, 1], [[[1, 3], [2, -1]]])[0];
        Close.Equal([2, 0], gradient, 1e-6);
        Close.Equal([1, Math.Sqrt(2)], record.Weights, 1e-6);
    }

    [Fact]
    public void Wholly_relaxed_rows_have_the_length_of_the_first_and_unrelaxed_ones_their_own()
    {
        double[][][] step = [[[3, 4], [0, 0.1], [20, 0]]];
        Close.Equal([3 + 0 + 5, 4 + 5 + 0], Run(new() { Relax = 1 }, [2], step)[0].Gradient, 1e-5);
        Close.Equal([23, 4.1], Run(new() { Relax = 0 }, [2], step)[0].Gradient, 1e-5);
    }

    /// <summary>In the second tensor the main row is zero: the other keeps 1 − r. In the third only the main row is not.</summary>
    [Fact]
    public void Zero_rows_give_no_NaN()
    {
        var steps = Run(new(), [1, 1, 1], [[[1, 0, 2], [1, 10, 0]], [[0, 0, 0], [0, 0, 0]]]);
        Close.Equal([2, 3, 2], steps[0].Gradient, 1e-6);
        Assert.Equal([0, 0, 0], steps[1].Gradient);
        Assert.Equal([0, 0], steps[1].Record.Weights);
        Assert.Equal(CombinationReason.AllZero, steps[1].Record.Reason);
    }

    /// <summary>A row that was long before is scaled by what it was: n = (0.19, 0.91) after lengths (1, 10) and (1, 0.1).</summary>
    [Fact]
    public void The_average_remembers_earlier_steps()
    {
        var steps = Run(new() { Relax = 1 }, [1], [[[1], [10]], [[1], [0.1]]]);
        Close.Equal([1 + (0.1 * 0.19 / 0.91)], steps[1].Gradient, 1e-6);
        Close.Equal([2], Run(new() { Relax = 1, Decay = 0 }, [1], [[[1], [10]], [[1], [0.1]]])[1].Gradient, 1e-6);
    }

    [Fact]
    public void Each_group_has_a_memory_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var first = new LinearEncoder("first", [1]);
        using var second = new LinearEncoder("second", [1]);
        using var gradients = GradientIntegrator.For([first.Group, second.Group], Weightings.MetaBalance(new() { Relax = 1 }));
        gradients.Backward([first.Loss([1]) + second.Loss([1]), first.Loss([10]) + second.Loss([2])]);
        gradients.Backward([first.Loss([1]) + second.Loss([1]), first.Loss([1]) + second.Loss([1])]);
        Close.Equal([1 + (0.19 / 1.0)], first.Gradient, 1e-6); // n = (0.19, 0.9 + 0.1)
        Close.Equal([1 + (0.19 / 0.28)], second.Gradient, 1e-6);
    }

    [Fact]
    public void Rows_after_the_first_may_stand_in_any_order() => Jacobians.Any(3, 3, 8).Sample(rows =>
    {
        var (gradient, record) = RunOnce(rows);
        var (swapped, other) = RunOnce([rows[0], rows[2], rows[1]]);
        var scale = record.Weights.Zip(rows, (weight, row) => weight * Close.Length(row)).Sum();
        Assert.InRange(Close.Length(gradient.Zip(swapped, (x, y) => x - y)), 0, 1e-12 * scale);
        Close.Equal([record.Weights[0], record.Weights[2], record.Weights[1]], other.Weights, 1e-9 * other.Weights.Max());
    }, iter: 1_000, threads: 1);

    [Fact]
    public void A_factor_on_all_rows_is_a_factor_on_the_result() => Jacobians.Any(2, 4, 8).Sample(rows =>
    {
        var (gradient, record) = RunOnce(rows);
        var (scaled, _) = RunOnce([.. rows.Select(row => row.Select(x => 8 * x).ToArray())]);
        var scale = record.Weights.Zip(rows, (weight, row) => weight * Close.Length(row)).Sum();
        Assert.InRange(Close.Length(gradient.Zip(scaled, (x, y) => (8 * x) - y)), 0, 1e-11 * scale);
    }, iter: 1_000, threads: 1);

    /// <summary>Wholly relaxed, only the direction of the other rows counts in a first step.</summary>
    [Fact]
    public void A_factor_on_another_row_alone_changes_nothing_when_wholly_relaxed() => Jacobians.Any(2, 2, 8).Sample(rows =>
    {
        MetaBalanceOptions relaxed = new() { Relax = 1 };
        var plain = Run(relaxed, Sizes(rows), [rows], ScalarType.Float64)[0].Gradient;
        var scaled = Run(relaxed, Sizes(rows), [[rows[0], [.. rows[1].Select(x => 50 * x)]]], ScalarType.Float64)[0].Gradient;
        Assert.InRange(Close.Length(plain.Zip(scaled, (x, y) => x - y)), 0, 1e-12 * Close.Length(rows[0]));
    }, iter: 1_000, threads: 1);

    [Fact]
    public void Settings_out_of_range_are_refused_and_defaults_are_those_documented()
    {
        Assert.Equal("Relax must be from 0 to 1; got 1.5.", Refusal(new() { Relax = 1.5 }));
        Assert.Equal("Decay must be from 0 to below 1; got 1.", Refusal(new() { Decay = 1 }));
        Assert.Equal(new MetaBalanceOptions { Relax = 0.7, Decay = 0.9 }, new MetaBalanceOptions());

        static string Refusal(MetaBalanceOptions options) =>
            Assert.Throws<ArgumentException>(() => new MetaBalanceAggregator(options)).Message;
    }

    private static int[] Sizes(double[][] rows) => rows[0].Length > 1 ? [rows[0].Length / 2, rows[0].Length - (rows[0].Length / 2)] : [1];

    private static (double[] Gradient, GroupStatistics Record) RunOnce(double[][] rows) =>
        Run(new(), Sizes(rows), [rows], ScalarType.Float64)[0];

    private static List<(double[] Gradient, GroupStatistics Record)> Run(
        MetaBalanceOptions options, int[] sizes, double[][][] steps, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("encoder", sizes, type);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MetaBalance(options));
        List<(double[], GroupStatistics)> results = [];
        foreach (var rows in steps)
        {
            var step = gradients.Backward([.. rows.Select(encoder.Loss)]);
            results.Add((encoder.Gradient, step.Groups[0]));
        }
        return results;
    }
}
