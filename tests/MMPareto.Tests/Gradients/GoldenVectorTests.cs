using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

/// <summary>
/// The golden vectors A to E: float64 arithmetic on the published formulas, per encoder (paper) and per tensor (released
/// code); γ = 1.5. Losses are linear in the parameters, so their gradients are known.
/// </summary>
public class GoldenVectorTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string, int[], double[], double[], double[], double[]> Cases { get; } = new()
    {
        // name, tensor sizes, g_m, g_u, result per encoder, result per tensor
        { "A conflict", [2], [1, 0], [-0.5, 2], [2.4738634, 1.8553975], [2.4738634, 1.8553975] },
        {
            "B two tensors", [2, 2], [1, 0, 0, 1], [-0.5, 2, -3, 0],
            [3.4270258, 1.3708103, -2.0562155, 3.7697283], [2.8711556, 1.1484622, -2.2713951, 4.1642243]
        },
        { "C no conflict", [2], [1, 1], [2, 0], [4.5, 1.5], [4.5, 1.5] },
        { "E opposite", [2], [1, 0], [-2, 0], [0, 0], [0, 0] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_the_golden_vectors(
        string name, int[] sizes, double[] multimodal, double[] unimodal, double[] perEncoder, double[] perTensor)
    {
        Assert.NotEmpty(name);
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            Close.Equal(perEncoder, Run(new WeightedAggregator(Weightings.MMPareto()), sizes, multimodal, unimodal, type).Gradient, Tolerance);
            Close.Equal(perTensor, Run(Weightings.MMParetoOfficial(), sizes, multimodal, unimodal, type).Gradient, Tolerance);
        }
    }

    [Fact]
    public void Per_tensor_the_multimodal_loss_may_rise()
    {
        var result = Run(Weightings.MMParetoOfficial(), [1, 1], [1, 4], [0, -1], ScalarType.Float32).Gradient;

        Close.Equal([1.5, -4.5], result, Tolerance);
        Assert.Equal(-16.5, Close.Dot(result, [1, 4]), 1e-4);
    }

    [Fact]
    public void In_conflict_the_record_tells_what_happened()
    {
        var group = Run(new WeightedAggregator(Weightings.MMPareto()), [2], [1, 0], [-0.5, 2], ScalarType.Float32).Record;

        Assert.Equal("encoder", group.Name);
        Assert.Equal(-0.2425356, group.Cosine!.Value, 1e-7);
        Assert.True(group.Conflict);
        Close.Equal([1, Math.Sqrt(4.25)], group.Norms, 1e-12);
        Assert.Equal(0.76 / 0.24, group.Weights[0] / group.Weights[1], 1e-9);
        Assert.Equal(2.0615528, group.SumLength, 1e-7);
        Assert.Equal(3.0923292, group.Length, 1e-7);
        Assert.Equal(CombinationReason.Conflict, group.Reason);
    }

    [Fact]
    public void Opposite_rows_are_stationary_in_both_scopes()
    {
        foreach (var aggregator in (Aggregator[])[new WeightedAggregator(Weightings.MMPareto()), Weightings.MMParetoOfficial()])
        {
            var (gradient, record) = Run(aggregator, [2], [1, 0], [-2, 0], ScalarType.Float32);
            Assert.Equal([0, 0], gradient);
            Assert.Equal(CombinationReason.Stationary, record.Reason);
            Assert.Equal(-1, record.Cosine);
            Assert.Equal(0, record.Length);
        }
    }

    /// <summary>Weights of each preset on the rows (1, 0) and (−0.5, 2) and the resulting vector.</summary>
    public static TheoryData<string, double[], double[]> Presets { get; } = new()
    {
        { "joint", [1, 0], [1, 0] },
        { "uniform", [1, 1], [0.5, 2] },
        { "uniform-scaled", [1.5, 1.5], [0.75, 3] },
        { "pareto", [1.52, 0.48], [1.28, 0.96] },
        { "mgda", [0.76, 0.24], [0.64, 0.48] },
        { "mmpareto", [2.9377128, 0.9276988], [2.4738634, 1.8553975] },
    };

    [Theory]
    [MemberData(nameof(Presets))]
    public void Presets_have_their_weights_and_vectors(string name, double[] weights, double[] vector)
    {
        var (gradient, record) = Run(new WeightedAggregator(Preset(name)), [2], [1, 0], [-0.5, 2], ScalarType.Float32);

        Close.Equal(weights, record.Weights, Tolerance);
        Close.Equal(vector, gradient, Tolerance);
        Assert.Equal(Close.Length(vector), record.Length, 1e-6);
    }

    [Fact]
    public void Where_one_row_leans_on_the_other_pareto_takes_the_shorter_alone()
    {
        var (gradient, record) = Run(new WeightedAggregator(Weightings.Pareto()), [2], [1, 1], [2, 0], ScalarType.Float32);
        Assert.Equal([2, 0], record.Weights);
        Assert.Equal([2, 2], gradient);
        Assert.Equal(CombinationReason.MinNorm, record.Reason);
    }

    [Theory]
    [InlineData(new double[] { 0, 0 }, new double[] { 1, 2 })]
    [InlineData(new double[] { 1, 2 }, new double[] { 0, 0 })]
    public void Beside_a_zero_row_the_other_is_taken_times_gamma(double[] multimodal, double[] unimodal)
    {
        foreach (var aggregator in (Aggregator[])[new WeightedAggregator(Weightings.MMPareto()), Weightings.MMParetoOfficial()])
        {
            var (gradient, record) = Run(aggregator, [2], multimodal, unimodal, ScalarType.Float32);
            Assert.Equal([1.5, 3], gradient);
            Assert.Equal(CombinationReason.SingleRow, record.Reason);
            Assert.Null(record.Cosine);
        }
    }

    [Fact]
    public void Zero_rows_give_zero()
    {
        foreach (var aggregator in (Aggregator[])[new WeightedAggregator(Weightings.MMPareto()), Weightings.MMParetoOfficial()])
        {
            var (gradient, record) = Run(aggregator, [2], [0, 0], [0, 0], ScalarType.Float32);
            Assert.Equal([0, 0], gradient);
            Assert.Equal(CombinationReason.AllZero, record.Reason);
        }
    }

    private static IWeighting Preset(string name) => name switch
    {
        "joint" => Weightings.Joint(),
        "uniform" => Weightings.Uniform(),
        "uniform-scaled" => Weightings.UniformScaled(),
        "pareto" => Weightings.Pareto(),
        "mgda" => Weightings.MGDA(),
        _ => Weightings.MMPareto(),
    };

    private static (double[] Gradient, GroupStatistics Record) Run(
        Aggregator aggregator, int[] sizes, double[] multimodal, double[] unimodal, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("encoder", sizes, type);
        using var gradients = GradientIntegrator.For([encoder.Group], aggregator);
        var step = gradients.Backward(encoder.Loss(multimodal), [encoder.Loss(unimodal)]);
        return (encoder.Gradient, step.Groups[0]);
    }
}
