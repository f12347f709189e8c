using CsCheck;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients.Aggregation;

/// <summary>What holds of every ready-made way to integrate gradients, on real parameters.</summary>
public class WeightingContractTests
{
    public static TheoryData<string> Presets { get; } =
        ["joint", "uniform", "uniform-scaled", "pareto", "mgda", "mmpareto", "mmpareto-official", "pcgrad", "gradnorm", "metabalance"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Any_finite_floats_give_a_finite_gradient_whose_length_is_recorded(string preset)
    {
        Jacobians.WildFloats(2, 4, 7).Sample(floats =>
        {
            var rows = ToDouble(floats);
            var (gradient, record) = Run(preset, rows, ScalarType.Float32);

            Assert.All(gradient, x => Assert.True(double.IsFinite(x), string.Join(' ', gradient)));
            Assert.All(record.Norms, x => Assert.True(double.IsFinite(x)));
            Assert.True(record.Cosine is null or (>= -1 and <= 1));
            // Denormal floats have few digits; and the length of what cancels is rounding.
            var rounding = 1e-6 * record.Weights.Zip(rows, (w, row) => w * Close.Length(row)).Sum();
            if (preset != "mmpareto-official")
                Assert.Equal(Close.Length(gradient), record.Length, (1e-6 * record.Length) + rounding + 1e-44);
        }, iter: 500, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Both_number_types_give_the_same_gradient(string preset)
    {
        Jacobians.Any(2, 5, 9).Sample(exact =>
        {
            double[][] rows = [.. exact.Select(row => row.Select(x => (double)(float)x).ToArray())];
            var (single, record) = Run(preset, rows, ScalarType.Float32);
            var (full, same) = Run(preset, rows, ScalarType.Float64);

            if (record.Reason != same.Reason) return; // the last digit decided
            var scale = record.Weights.Zip(rows, (w, row) => w * Close.Length(row)).Sum();
            if (preset == "mmpareto-official") scale = 1.5 * 1000 * rows.Sum(Close.Length);
            Assert.InRange(Close.Length(single.Zip(full, (x, y) => x - y)), 0, 1e-6 * scale);
        }, iter: 300, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void One_row_keeps_its_direction(string preset)
    {
        var gamma = preset is "uniform-scaled" or "mmpareto" or "mmpareto-official" ? 1.5 : 1;
        Close.Equal([3 * gamma, -4 * gamma, 0], Run(preset, [[3, -4, 0]], ScalarType.Float32).Gradient, 1e-6);
    }

    [Fact]
    public void Rows_may_reach_the_ends_of_float_and_stay_finite()
    {
        var (gradient, record) = Run("mmpareto", [[float.MaxValue, 0], [float.MaxValue, 1]], ScalarType.Float32);
        Assert.Equal(CombinationReason.Overflow, record.Reason);
        Assert.All(gradient, x => Assert.True(double.IsFinite(x)));
        Assert.InRange(gradient[0], 1e38, float.MaxValue);
    }

    [Fact]
    public void A_small_and_a_huge_row_in_conflict_are_combined_to_a_descent_of_both()
    {
        foreach (var preset in (string[])["mmpareto", "pareto", "mgda"])
        {
            double[][] rows = [[1e-10f, 1e-10f], [-1e10f, 1e9f]];
            var (gradient, _) = Run(preset, rows, ScalarType.Float32);
            foreach (var row in rows)
                Assert.True(Close.Dot(gradient, row) >= -1e-6 * Close.Length(gradient) * Close.Length(row), preset);
            Assert.True(Close.Length(gradient) > 0);
        }
    }

    private static double[][] ToDouble(float[][] rows) => [.. rows.Select(row => row.Select(x => (double)x).ToArray())];

    /// <summary>One step with these rows; the entries are split in two tensors where possible.</summary>
    private static (double[] Gradient, GroupStatistics Record) Run(string preset, double[][] rows, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var n = rows[0].Length;
        using var encoder = new LinearEncoder("encoder", n > 1 ? [n / 2, n - (n / 2)] : [1], type);
        using var gradients = GradientIntegrator.For([encoder.Group], Create(preset));
        var step = gradients.Backward([.. rows.Select(encoder.Loss)]);
        return (encoder.Gradient, step.Groups[0]);
    }

    private static Aggregator Create(string preset) => preset switch
    {
        "joint" => new WeightedAggregator(Weightings.Joint()),
        "uniform" => new WeightedAggregator(Weightings.Uniform()),
        "uniform-scaled" => new WeightedAggregator(Weightings.UniformScaled()),
        "pareto" => new WeightedAggregator(Weightings.Pareto()),
        "mgda" => new WeightedAggregator(Weightings.MGDA()),
        "mmpareto" => new WeightedAggregator(Weightings.MMPareto()),
        "pcgrad" => new WeightedAggregator(Weightings.PCGrad()),
        "gradnorm" => new WeightedAggregator(Weightings.GradNorm()),
        "metabalance" => Weightings.MetaBalance(),
        _ => Weightings.MMParetoOfficial(),
    };
}
