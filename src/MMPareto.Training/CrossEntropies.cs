using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>The mean cross-entropy of each head on a batch.</summary>
public static class CrossEntropies
{
    /// <summary>The losses of all heads, in nats.</summary>
    /// <param name="output">Logits.</param>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    public static Objectives Of(ModelOutput output, Tensor labels) => new(
        output.Fused is null ? null : nn.functional.cross_entropy(output.Fused, labels),
        [.. output.Heads.Select((logits, head) => nn.functional.cross_entropy(logits, OfHead(labels, head)))]);

    /// <summary>The labels that a head predicts.</summary>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    /// <param name="head">Number of the head, from 0.</param>
    /// <returns>[b].</returns>
    public static Tensor OfHead(Tensor labels, int head) => labels.dim() == 1 ? labels : labels.select(1, head);
}
