using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Loss and confusion of one output (the fused one or a modality's own) over many batches.</summary>
/// <param name="classCount">Number of classes, c.</param>
internal sealed class OutputMeter(int classCount)
{
    private double _lossSum;

    public ConfusionMatrix Confusion { get; } = new(classCount);

    /// <summary>Mean cross-entropy over all samples, in nats; 0 without samples.</summary>
    public double Loss => Confusion.Count == 0 ? 0 : _lossSum / Confusion.Count;

    /// <param name="logits">[b, c].</param>
    /// <param name="labels">[b], on the CPU.</param>
    /// <param name="meanLoss">Mean cross-entropy of the batch.</param>
    public void Add(Tensor logits, Tensor labels, double meanLoss)
    {
        using var scope = NewDisposeScope();
        var predictions = logits.detach().argmax(1).cpu();
        Confusion.Add(labels.data<long>().ToArray(), predictions.data<long>().ToArray());
        _lossSum += meanLoss * labels.shape[0];
    }
}
