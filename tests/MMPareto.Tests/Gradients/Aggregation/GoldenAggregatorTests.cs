using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients.Aggregation;

/// <summary>Every aggregator on one pair of rows, (1, 0) and (−0.5, 2): values computed apart in double, to seven digits.</summary>
public class GoldenAggregatorTests
{
    public static TheoryData<string, double[][], double[]> Cases { get; } = new()
    {
        { "sum", Pair, [0.5, 2] },
        { "mgda", Pair, [0.64, 0.48] },
        { "mmpareto", Pair, [2.4738634, 1.8553975] },
        { "pcgrad", Pair, [0.9411765, 2.2352941] },
        { "metabalance", Pair, [0.6802251, 1.2790998] },
        { "gradnorm", Pair, [0.5, 2] }, // its first step has equal weights

        // weights (36, 9, 4)/49
        { "mgda", [[1, 0, 0], [0, 2, 0], [0, 0, 3]], [36 / 49.0, 18 / 49.0, 12 / 49.0] },
        { "pcgrad", [[1, 0, 0], [0, 2, 0], [0, 0, 3]], [1, 2, 3] },
    };

    private static double[][] Pair => [[1, 0], [-0.5, 2]];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_the_golden_values_to_the_printed_digits(string aggregator, double[][] rows, double[] expected)
    {
        foreach (var (type, tolerance) in (ReadOnlySpan<(ScalarType, double)>)[(ScalarType.Float32, 3e-7), (ScalarType.Float64, 5.1e-8)])
        {
            using var scope = NewDisposeScope();
            using var encoder = new LinearEncoder("encoder", [rows[0].Length], type);
            using var gradients = GradientIntegrator.For([encoder.Group], Create(aggregator));
            gradients.Backward([.. rows.Select(encoder.Loss)]);
            Close.Equal(expected, encoder.Gradient, tolerance);
        }
    }

    private static Aggregator Create(string name) => name switch
    {
        "sum" => new WeightedAggregator(Weightings.Uniform()),
        "mgda" => new WeightedAggregator(Weightings.MGDA()),
        "mmpareto" => new WeightedAggregator(Weightings.MMPareto(1.5)),
        "pcgrad" => new WeightedAggregator(Weightings.PCGrad()),
        "gradnorm" => new WeightedAggregator(Weightings.GradNorm()),
        _ => Weightings.MetaBalance(),
    };
}
