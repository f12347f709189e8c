using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>The mean loss of each head on a batch: of an own head over the samples that have its modality.</summary>
/// <remarks>
/// Cross-entropy, in nats, for classes; for labels the binary cross-entropy, in nats, averaged over the labels; for numbers the squared
/// error in units of the standard deviation. A sample's cross-entropy is multiplied by the weight of its class, and the part of a label that
/// a sample has by that label's weight; the mean is over samples and not over weights, so that micro-batches add up to their batch.
/// </remarks>
public static class HeadLosses
{
    /// <summary>The losses that are trained on; null for a modality that no sample has.</summary>
    /// <param name="output">What the heads say.</param>
    /// <param name="labels">Those of a <see cref="MultimodalBatch"/>.</param>
    public static Objectives Of(ModelOutput output, Tensor labels) => Of(output, labels, isWeighted: true);

    /// <summary>The same without weights of classes and labels, as scores are.</summary>
    /// <param name="output">What the heads say.</param>
    /// <param name="labels">Those of a <see cref="MultimodalBatch"/>.</param>
    public static Objectives Unweighted(ModelOutput output, Tensor labels) => Of(output, labels, isWeighted: false);

    /// <summary>The labels that a head predicts.</summary>
    /// <param name="output">Tells the targets.</param>
    /// <param name="labels">Those of a <see cref="MultimodalBatch"/>.</param>
    /// <param name="head">Number of the head, from 0; any for the fused one.</param>
    /// <returns>Classes [b], int64; or values [b, w], float32.</returns>
    public static Tensor LabelsOf(ModelOutput output, Tensor labels, int head)
    {
        if (labels.dtype == ScalarType.Int64) return labels.dim() == 1 ? labels : labels.select(1, head);
        var index = output.Targets.Count > 1 ? head : 0;
        var values = labels.narrow(1, output.Targets.Take(index).Sum(target => target.ValueCount), output.Targets[index].ValueCount);
        return output.Targets[index].Kind == TargetKind.Class ? values.squeeze(1).to(ScalarType.Int64) : values;
    }

    private static Objectives Of(ModelOutput output, Tensor labels, bool isWeighted) => new(
        output.Fused is null ? null : Mean(output.Fused, LabelsOf(output, labels, 0), output.TargetOf(0), isWeighted),
        [.. output.Heads.Select((values, head) => OfRows(values, LabelsOf(output, labels, head), output.TargetOf(head), output.RowsOf(head), isWeighted))]);

    /// <summary>The mean over some samples; null where there are none, never 0/0.</summary>
    private static Tensor? OfRows(Tensor values, Tensor labels, Target? target, long[]? rows, bool isWeighted)
    {
        if (rows is null) return Mean(values, labels, target, isWeighted);
        if (rows.Length == 0) return null;
        using var scope = NewDisposeScope();
        var index = tensor(rows, device: values.device);
        return Mean(values.index_select(0, index), labels.index_select(0, index), target, isWeighted).MoveToOuterDisposeScope();
    }

    private static Tensor Mean(Tensor values, Tensor labels, Target? target, bool isWeighted)
    {
        var weights = isWeighted ? target?.Weights : null;
        if (target?.Kind == TargetKind.Number) return nn.functional.mse_loss(values, labels);
        if (weights is null)
            return target?.Kind == TargetKind.MultiLabel ? nn.functional.binary_cross_entropy_with_logits(values, labels)
                : nn.functional.cross_entropy(values, labels);
        using var scope = NewDisposeScope();
        var factors = tensor([.. weights], device: values.device).to(values.dtype);
        var loss = target!.Kind == TargetKind.MultiLabel ? nn.functional.binary_cross_entropy_with_logits(values, labels, pos_weights: factors)
            : nn.functional.cross_entropy(values, labels, factors, reduction: nn.Reduction.None).mean();
        return loss.MoveToOuterDisposeScope();
    }
}
