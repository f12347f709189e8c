using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs;

namespace MMPareto.Reports.RunPages;

/// <summary>How a run learned, epoch by epoch.</summary>
internal static class RunCurves
{
    private const int MostPoints = 300;

    /// <summary>The section.</summary>
    public static Section Build(RunSource run)
    {
        if (run.Epochs.Count == 0) return new("learning", "Learning curves", [new Absent("Learning curves", "No epoch is complete yet.")]);
        var main = run.Epochs[0].Validation.MainName;
        string[] heads = [.. run.Epochs[0].Validation.Heads.Keys];
        var metric = run.Epochs[0].Validation.Fused.MainMetric;
        var called = RunOutcome.Capital(metric);
        Axis accuracy = new($"{metric}, %", AxisFormat.Percent), loss = new(metric == MetricNames.Accuracy ? "cross-entropy, nats" : "loss");
        return new("learning", "Learning curves",
        [
            Curves(run, "accuracy-validation", $"{called} on validation", accuracy, main, heads,
                e => e.Validation.Fused.Main, (e, h) => e.Validation.Heads.GetValueOrDefault(h)?.Main,
                "Whole validation set after each epoch. The dashed line marks the epoch whose weights were kept."),
            Curves(run, "accuracy-training", $"{called} on training batches", accuracy, main, heads,
                e => e.Train.Fused.Main, (e, h) => e.Train.Heads.GetValueOrDefault(h)?.Main,
                "Measured while learning, so each value is a mean over a changing model."),
            Curves(run, "loss-validation", "Loss on validation", loss, main, heads,
                e => e.Validation.Fused.Loss, (e, h) => e.Validation.Heads.GetValueOrDefault(h)?.Loss, metric == MetricNames.Accuracy ? "Mean cross-entropy over the whole validation set." : "Mean loss over the whole validation set."),
            Curves(run, "loss-training", "Loss on training batches", loss, main, heads,
                e => e.Train.Fused.Loss, (e, h) => e.Train.Heads.GetValueOrDefault(h)?.Loss, metric == MetricNames.Accuracy ? "Mean cross-entropy, measured while learning." : "Mean loss, measured while learning."),
            Costs(run),
        ]);
    }

    private static Figure Curves(
        RunSource run, string name, string title, Axis axis, string main, string[] heads,
        Func<EpochRecord, double?> ofMain, Func<EpochRecord, string, double?> ofHead, string caption)
    {
        var layers = new List<Layer> { Line(run, main, 0, ofMain) };
        layers.AddRange(heads.Select((head, i) => Line(run, head, i + 1, e => ofHead(e, head))));
        var ends = string.Join(", ", layers.Select(l => $"{l.Name} {axis.Exact(l.Ys.Last())}"));
        return new(new XYChart
        {
            Name = name,
            Title = title,
            Description = $"{title} over epochs; at the last epoch: {ends}.",
            Caption = caption,
            X = new("epoch", AxisFormat.Whole),
            Y = axis.Format == AxisFormat.Percent ? axis : axis with { Min = 0 },
            Layers = layers,
            Rules = run.Summary is { } s && name == "accuracy-validation" && run.Epochs.Count > 1 ? [new(s.BestEpoch, "best", IsVertical: true)] : [],
        });
    }

    private static LineLayer Line(RunSource run, string name, int index, Func<EpochRecord, double?> value) => new()
    {
        Name = name,
        Style = SeriesStyle.Of(index),
        Points = Downsampling.MinMax([.. run.Epochs.Select(e => new Point(e.Epoch, value(e) ?? double.NaN))], MostPoints),
        HasSymbols = run.Epochs.Count <= 25,
    };

    private static Table Costs(RunSource run) => new(
        $"Every epoch: {run.Epochs[0].Validation.Fused.MainMetric} on validation in per cent, and what it cost.",
        ["epoch", "learning rate", run.Epochs[0].Validation.MainName, .. run.Epochs[0].Validation.Heads.Keys, "seconds", "samples per second", "memory, MiB"],
        [.. Thinned(run.Epochs).Select(e => Row(e, run.Epochs[0].Validation.Heads.Keys, run.Timing.FirstOrDefault(t => t.Epoch == e.Epoch)))])
    {
        IsFolded = true,
    };

    private static IReadOnlyList<string> Row(EpochRecord e, IEnumerable<string> heads, TimingRecord? t) =>
    [
        Number.Whole(e.Epoch), Number.Significant(e.LearningRate), Number.Percent(e.Validation.Fused.Main),
        .. heads.Select(h => e.Validation.Heads.TryGetValue(h, out var score) ? Number.Percent(score.Main) : "–"),
        t is null ? "–" : Number.Decimals(t.Seconds, 1), t is null ? "–" : Number.Whole((long)t.SamplesPerSecond), t is null ? "–" : Number.Whole(t.ResidentBytes >> 20),
    ];

    /// <summary>At most so many epochs as a page can hold, the last among them.</summary>
    private static IEnumerable<EpochRecord> Thinned(IReadOnlyList<EpochRecord> epochs)
    {
        var stride = ((epochs.Count - 1) / MostPoints) + 1;
        return epochs.Where((_, i) => i % stride == 0 || i == epochs.Count - 1);
    }
}
