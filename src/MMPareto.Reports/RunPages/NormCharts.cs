using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Sources;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Reports.RunPages;

/// <summary>How long the gradients of each loss are, as histograms.</summary>
internal static class NormCharts
{
    private const int Bins = 30;

    /// <summary>A chart for each encoder: at frozen weights where that was measured, else over the steps of training.</summary>
    public static IEnumerable<Chart> Build(RunSource run)
    {
        if (run.Diagnostics?.GradientNoise is { } noise)
        {
            var weights = run.Diagnostics.Checkpoint;
            return noise.Select(pair => Chart(pair.Key, [.. pair.Value.Losses.Select(l => (Symbol(l.Key), l.Value.Norms))],
                $"At the frozen weights of the {weights} epoch, over {Number.Whole(pair.Value.Batches)} mini-batches of {Number.Whole(pair.Value.BatchSize)} samples. " +
                string.Join(" ", pair.Value.Losses.Select(Trace))));
        }
        return run.Encoders.Where(pair => pair.Value.Norms.Count > 1).Select(pair => Chart(
            pair.Key, [.. pair.Value.Norms.Select((norms, i) => (RowSymbol(run, i, pair.Value.Norms.Count), norms))],
            "Over the recorded steps of training, while the weights change; the noise of mini-batches alone shows at frozen weights only."));
    }

    private static string Trace(KeyValuePair<string, LossNoiseRecord> loss) =>
        $"{Symbol(loss.Key)}: norm of the mean gradient {Number.Significant(loss.Value.NormOfMean, 3)}, trace of the covariance {Number.Significant(loss.Value.CovarianceTrace, 3)}.";

    private static XYChart Chart(string encoder, (string Name, IReadOnlyList<double> Norms)[] losses, string source)
    {
        var span = Span.Of(losses.SelectMany(l => l.Norms));
        var words = losses.Select(l => $"{l.Name}: mean {Mean(l.Norms)}, variance {Variance(l.Norms)}").ToArray();
        return new()
        {
            Name = $"norms-{FileName.Of(encoder)}",
            Title = $"Norms of the gradients, encoder {encoder}",
            Description = $"Histograms of gradient norms in encoder {encoder}. {string.Join("; ", words)}.",
            Caption = source,
            X = new("norm"),
            Y = new("mini-batches") { Min = 0 },
            Layers = [.. losses.Select((l, i) => HistogramLayer.Of(words[i], SeriesStyle.Of(i), l.Norms, span, Bins))],
        };
    }

    private static string Symbol(string loss) => loss switch
    {
        "multimodal" => "‖g_m‖",
        "unimodal" => "‖g_u‖",
        _ => $"‖g‖ {loss}",
    };

    private static string RowSymbol(RunSource run, int row, int rows) =>
        run.Tasks is { } tasks && tasks.Count == rows ? Symbol(tasks[row])
        : row == 0 ? Symbol("multimodal") : rows == 2 ? Symbol("unimodal") : $"‖g_u‖ {Number.Whole(row)}";

    private static string Mean(IReadOnlyList<double> values) =>
        values.Any(double.IsFinite) ? Number.Significant(values.Where(double.IsFinite).Average(), 3) : "–";

    private static string Variance(IReadOnlyList<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length < 2) return "–";
        var mean = finite.Average();
        return Number.Significant(finite.Sum(v => (v - mean) * (v - mean)) / (finite.Length - 1), 3);
    }
}
