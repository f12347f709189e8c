using MMPareto.Data;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>What a model says of a batch.</summary>
/// <param name="Features">Features of each group, [b, d_k], in the model's order.</param>
/// <param name="Fused">Outputs of the fused head, [b, c]: logits, or a standardised number; null in multi-task training, which has none.</param>
/// <param name="Heads">Logits of each modality's own head, or of each task's, [b, c], in the model's order; they mean nothing for samples
/// that lack the modality.</param>
/// <param name="HeadRows">For each head the places in the batch of the samples that it speaks of, or null for all; null when every head
/// speaks of all.</param>
public sealed record ModelOutput(
    IReadOnlyList<Tensor> Features, Tensor? Fused, IReadOnlyList<Tensor> Heads, IReadOnlyList<long[]?>? HeadRows = null)
{
    /// <summary>What is predicted: one target of all heads, or one for each head; none stands for classes.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>What a head predicts; null stands for classes.</summary>
    /// <param name="head">The head, from 0.</param>
    public Target? TargetOf(int head) => Targets.Count switch { 0 => null, 1 => Targets[0], _ => Targets[head] };

    /// <summary>The samples that a head speaks of, as places in the batch; null for all.</summary>
    /// <param name="head">The head, from 0.</param>
    public long[]? RowsOf(int head) => HeadRows?[head];
}
