using MMPareto.Gradients;
using static TorchSharp.torch;

namespace MMPareto.Tests.Support;

/// <summary>Remembers the rows and statistics that a group had before they were combined to the plain sum.</summary>
internal sealed class CapturingAggregator : Aggregator
{
    public Dictionary<string, double[][]> Rows { get; } = [];

    public Dictionary<string, double[]> Losses { get; } = [];

    public List<long> Steps { get; } = [];

    public override Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights)
    {
        using var scope = NewDisposeScope();
        Rows[rows.Group] = [.. Enumerable.Range(0, rows.Count).Select(i => rows.Buffer.select(0, i).to(float64).data<double>().ToArray())];
        Losses[rows.Group] = statistics.Losses.ToArray();
        Steps.Add(statistics.Step);
        weights.Fill(1);
        rows.Combine(weights);
        return new Combination(CombinationReason.Weighted, Math.Sqrt(statistics.SquaredLength(weights)));
    }
}
