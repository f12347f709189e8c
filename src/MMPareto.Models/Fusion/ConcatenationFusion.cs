using static TorchSharp.torch;

namespace MMPareto.Models.Fusion;

/// <summary>The features of all modalities one after the other, as in [MMPareto2024].</summary>
/// <param name="featureCounts">Features of each modality, d_k.</param>
public sealed class ConcatenationFusion(IReadOnlyList<int> featureCounts)
    : FusionModule(nameof(ConcatenationFusion), featureCounts.Sum())
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> Parts { get; } = [.. featureCounts];

    /// <inheritdoc/>
    public override Tensor forward(IReadOnlyList<Tensor> input) => cat([.. input], dim: 1);
}
