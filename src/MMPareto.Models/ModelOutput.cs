using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>What a model says of a batch.</summary>
/// <param name="Features">Features of each group, [b, d_k], in the model's order.</param>
/// <param name="Fused">Logits of the fused head, [b, c]; null in multi-task training, which has none.</param>
/// <param name="Heads">Logits of each modality's own head, or of each task's, [b, c], in the model's order.</param>
public sealed record ModelOutput(IReadOnlyList<Tensor> Features, Tensor? Fused, IReadOnlyList<Tensor> Heads);
