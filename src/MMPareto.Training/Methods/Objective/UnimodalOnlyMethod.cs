using MMPareto.Models;

namespace MMPareto.Training.Methods.Objective;

/// <summary><c>unimodal-only</c>: each modality learns from its own loss alone; the fused output is their ensemble.</summary>
/// <remarks>L = Σ_k L_k. The loss of the ensemble is reported and trains nothing. Cost: one forward and one backward pass.</remarks>
public sealed class UnimodalOnlyMethod : BalancingMethod
{
    /// <inheritdoc/>
    public override string Name => "unimodal-only";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes =>
        ["the fused output of unimodal-only is the ensemble of the own heads: the mean of their probabilities (or numbers); nothing is trained on it"];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model is not MultimodalModel multimodal ? MultimodalOnly
        : multimodal.Exchange is not null ? "needs each modality alone; in this model encoders exchange information (set model.exchange to none)"
        : multimodal.IsEnsemble ? null
        : "trains the own heads alone and would leave a fused head at its first values; its fused output is their ensemble (set model.fusion to auto or ensemble)";

    /// <inheritdoc/>
    public override void Accumulate(Objectives objectives) => base.Accumulate(new(null, objectives.Heads));
}
