using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Loss and confusion of one output (the fused one or a head's own) over many batches.</summary>
/// <param name="classCount">Number of classes, c.</param>
/// <param name="keepsEach">Whether the classes of each sample are kept, and not only counted.</param>
internal sealed class OutputMeter(int classCount, bool keepsEach)
{
    private readonly List<int> _labels = [];
    private readonly List<int> _predictions = [];
    private double _lossSum;

    public ConfusionMatrix Confusion { get; } = new(classCount);

    /// <summary>True class of each sample so far; empty unless kept.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>Predicted class of each sample so far, <see cref="PredictionTable.None"/> where it does not speak; empty unless kept.</summary>
    public IReadOnlyList<int> Predictions => _predictions;

    /// <summary>Mean cross-entropy over all samples, in nats; not a number without samples.</summary>
    public double Loss => _lossSum / Confusion.Count;

    /// <param name="logits">[b, c].</param>
    /// <param name="labels">[b], on the CPU.</param>
    /// <param name="meanLoss">Mean cross-entropy of those samples of the batch that the output speaks of.</param>
    /// <param name="rows">Their places in the batch; null for all.</param>
    /// <returns>True and predicted class of each sample of the batch.</returns>
    public (long[] Labels, long[] Predictions) Add(Tensor logits, Tensor labels, double meanLoss, long[]? rows = null)
    {
        using var scope = NewDisposeScope();
        var predictions = logits.detach().argmax(1).cpu().data<long>().ToArray();
        var classes = labels.contiguous().data<long>().ToArray();
        if (keepsEach) Keep(classes, predictions, rows);
        Confusion.Add(Of(classes, rows), Of(predictions, rows));
        _lossSum += meanLoss * (rows?.Length ?? classes.Length);
        return (classes, predictions);
    }

    private static long[] Of(long[] values, long[]? rows) => rows is null ? values : Array.ConvertAll(rows, row => values[row]);

    private void Keep(long[] classes, long[] predictions, long[]? rows)
    {
        foreach (var label in classes) _labels.Add((int)label);
        var next = 0;
        for (var row = 0; row < predictions.Length; row++)
        {
            var speaks = rows is null || (next < rows.Length && rows[next] == row && next++ >= 0);
            _predictions.Add(speaks ? (int)predictions[row] : PredictionTable.None);
        }
    }
}
