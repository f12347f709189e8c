using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>What a multimodal model says of a batch.</summary>
/// <param name="Features">Features of each modality, [b, d_k], in the model's order.</param>
/// <param name="Fused">Logits of the fused head, [b, c].</param>
/// <param name="Unimodal">Logits of each modality's own head, [b, c], in the model's order.</param>
public sealed record MultimodalOutput(IReadOnlyList<Tensor> Features, Tensor Fused, IReadOnlyList<Tensor> Unimodal);
