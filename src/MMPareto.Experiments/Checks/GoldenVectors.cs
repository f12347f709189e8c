using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;

namespace MMPareto.Experiments.Checks;

/// <summary>Cases of the MMPareto rule that were worked out by hand; γ is 1.5 throughout.</summary>
internal static class GoldenVectors
{
    private static readonly Func<Aggregator> Paper = () => new WeightedAggregator(Weightings.MMPareto());
    private static readonly Func<Aggregator> ReleasedCode = () => Weightings.MMParetoOfficial();
    private static readonly Func<Aggregator> Pareto = () => new WeightedAggregator(Weightings.Pareto());

    public static IReadOnlyList<GoldenVector> All { get; } =
    [
        // Min-norm weights 0.76 and 0.24, d = (0.64, 0.48), made as long as the sum (0.5, 2).
        new("conflict, mmpareto", Paper, [[1, 0]], [[-0.5, 2]], [2.4738634, 1.8553975]),

        // Weight 0.8461538; the same two rows by encoder (paper) and tensor by tensor (released code).
        new("two tensors, mmpareto", Paper, [[1, 0], [0, 1]], [[-0.5, 2], [-3, 0]],
            [3.4270258, 1.3708103, -2.0562155, 3.7697283]),
        new("two tensors, mmpareto-official", ReleasedCode, [[1, 0], [0, 1]], [[-0.5, 2], [-3, 0]],
            [2.8711556, 1.1484622, -2.2713951, 4.1642243]),

        new("no conflict, mmpareto", Paper, [[1, 1]], [[2, 0]], [4.5, 1.5]),
        new("no conflict, pareto", Pareto, [[1, 1]], [[2, 0]], [2, 2]), // the shorter row, with weight 2

        // Length per tensor turns the direction: like the released code, this climbs the multimodal loss.
        new("turned direction, mmpareto-official", ReleasedCode, [[1], [4]], [[0], [-1]], [1.5, -4.5]),

        // d is zero: no direction serves both, and no division by zero.
        new("opposite gradients, mmpareto", Paper, [[1, 0]], [[-2, 0]], [0, 0]),
    ];
}
