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

    /// <summary>Predicted class of each sample so far; empty unless kept.</summary>
    public IReadOnlyList<int> Predictions => _predictions;

    /// <summary>Mean cross-entropy over all samples, in nats; 0 without samples.</summary>
    public double Loss => Confusion.Count == 0 ? 0 : _lossSum / Confusion.Count;

    /// <param name="logits">[b, c].</param>
    /// <param name="labels">[b], on the CPU.</param>
    /// <param name="meanLoss">Mean cross-entropy of the batch.</param>
    public void Add(Tensor logits, Tensor labels, double meanLoss)
    {
        using var scope = NewDisposeScope();
        var predictions = logits.detach().argmax(1).cpu().data<long>().ToArray();
        var classes = labels.contiguous().data<long>().ToArray();
        Confusion.Add(classes, predictions);
        _lossSum += meanLoss * labels.shape[0];
        if (!keepsEach) return;
        foreach (var label in classes) _labels.Add((int)label);
        foreach (var prediction in predictions) _predictions.Add((int)prediction);
    }
}
