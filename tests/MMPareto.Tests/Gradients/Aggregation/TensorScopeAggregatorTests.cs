using CsCheck;
using MMPareto.Gradients;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients.Aggregation;

public class TensorScopeAggregatorTests
{
    private static readonly int[] Sizes = [1, 3, 2];

    /// <summary>The released code, written anew from its description: grad_t = γ · n_t · max(‖s_t‖/‖n_t‖, 1).</summary>
    [Fact]
    public void Every_tensor_follows_the_formula_of_the_released_code()
    {
        Gen.Double[-1, 1].Array[12].Sample(entries =>
        {
            double[] m = [.. entries[..6].Select(x => (double)(float)x)], u = [.. entries[6..].Select(x => (double)(float)x)];
            var (result, _) = Run(m, u);

            var (v11, v12, v22) = (Close.Dot(m, m), Close.Dot(m, u), Close.Dot(u, u));
            var alpha = v12 > 0 ? 0.5 : (v22 - v12) / (v11 + v22 - (2 * v12));
            var expected = new List<double>();
            var scale = 0.0;
            for (int t = 0, start = 0; t < Sizes.Length; start += Sizes[t++])
            {
                var range = start..(start + Sizes[t]);
                double[] n = [.. m[range].Zip(u[range], (a, b) => (2 * alpha * a) + (2 * (1 - alpha) * b))];
                double[] s = [.. m[range].Zip(u[range], (a, b) => a + b)];
                var ratio = Close.Length(s) / Close.Length(n);
                if (!(ratio < 999)) return;
                expected.AddRange(n.Select(x => 1.5 * x * Math.Max(ratio, 1)));
                scale += Close.Length(m) + Close.Length(u) * Math.Max(ratio, 1);
            }
            Assert.InRange(Close.Length(expected.Zip(result, (x, y) => x - y)), 0, 1e-5 * scale);
        }, iter: 1_000, threads: 1);
    }

    [Fact]
    public void No_tensor_is_shorter_than_the_plain_sum_and_the_length_is_recorded()
    {
        Gen.Double[-1, 1].Array[12].Sample(entries =>
        {
            var (m, u) = (entries[..6], entries[6..]);
            var (result, record) = Run(m, u);
            if (record.Reason is CombinationReason.Capped or CombinationReason.Stationary) return;
            for (int t = 0, start = 0; t < Sizes.Length; start += Sizes[t++])
            {
                var range = start..(start + Sizes[t]);
                var sum = Close.Length(m[range].Zip(u[range], (a, b) => a + b));
                Assert.True(Close.Length(result[range]) >= 1.5 * sum * (1 - 1e-4) - 1e-5);
            }
            Assert.Equal(Close.Length(result), record.Length, 1e-5 * record.Length);
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void A_tensor_that_no_loss_reaches_stays_zero()
    {
        var (result, record) = Run([1, 0, 0, 0, 0, 1], [-0.5, 0, 0, 0, -3, 0]);
        Assert.Equal([0, 0, 0], result[1..4]);
        Assert.Equal(CombinationReason.Conflict, record.Reason);
        Assert.All(result, x => Assert.True(double.IsFinite(x)));
    }

    /// <summary>α = 2/3, so the weighted rows of the middle tensor cancel and the plain sum does not: the factor would be infinite.</summary>
    [Fact]
    public void A_tensor_whose_weighted_rows_cancel_becomes_zero()
    {
        var (result, record) = Run([1, 1, 0, 0, 0, 0], [1, -2, 0, 0, 0, 0]);
        Assert.Equal(3, result[0], 1e-6);
        Assert.All(result[1..], x => Assert.InRange(Math.Abs(x), 0, 1e-10));
        Assert.Equal(3, record.Length, 1e-4);
        Assert.Equal(CombinationReason.Capped, record.Reason);
    }

    private static (double[] Gradient, GroupStatistics Record) Run(double[] multimodal, double[] unimodal)
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("encoder", Sizes);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMParetoOfficial());
        var step = gradients.Backward(encoder.Loss(multimodal), [encoder.Loss(unimodal)]);
        return (encoder.Gradient, step.Groups[0]);
    }
}
