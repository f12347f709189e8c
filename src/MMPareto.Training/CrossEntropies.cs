using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>The mean cross-entropy of each head on a batch: of an own head over the samples that have its modality.</summary>
public static class CrossEntropies
{
    /// <summary>The losses of all heads, in nats; null for a modality that no sample has.</summary>
    /// <param name="output">Logits.</param>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    public static Objectives Of(ModelOutput output, Tensor labels) => new(
        output.Fused is null ? null : nn.functional.cross_entropy(output.Fused, labels),
        [.. output.Heads.Select((logits, head) => OfRows(logits, OfHead(labels, head), output.RowsOf(head)))]);

    /// <summary>The mean cross-entropy over some samples; null where there are none, never 0/0.</summary>
    private static Tensor? OfRows(Tensor logits, Tensor labels, long[]? rows)
    {
        if (rows is null) return nn.functional.cross_entropy(logits, labels);
        if (rows.Length == 0) return null;
        using var scope = NewDisposeScope();
        var index = tensor(rows, device: logits.device);
        return nn.functional.cross_entropy(logits.index_select(0, index), labels.index_select(0, index)).MoveToOuterDisposeScope();
    }

    /// <summary>The labels that a head predicts.</summary>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    /// <param name="head">Number of the head, from 0.</param>
    /// <returns>[b].</returns>
    public static Tensor OfHead(Tensor labels, int head) => labels.dim() == 1 ? labels : labels.select(1, head);
}
