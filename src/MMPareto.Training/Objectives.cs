using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>The losses of a batch, scalars.</summary>
/// <param name="Multimodal">The loss of the fused prediction.</param>
/// <param name="Unimodal">The loss of each modality's own head, in the model's order; null for one that is absent.</param>
public sealed record Objectives(Tensor Multimodal, IReadOnlyList<Tensor?> Unimodal)
{
    /// <summary>All losses times a number.</summary>
    /// <param name="share">The share of a micro-batch in its batch.</param>
    public Objectives Times(double share) => share == 1 ? this
        : new(Multimodal * share, [.. Unimodal.Select(loss => loss is null ? null : loss * share)]);

    /// <summary>The plain sum of all losses.</summary>
    public Tensor Sum() => Unimodal.Aggregate(Multimodal, (sum, loss) => loss is null ? sum : sum + loss);
}
