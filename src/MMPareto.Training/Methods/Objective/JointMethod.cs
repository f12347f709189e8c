using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Objective;

/// <summary><c>joint</c>: one multimodal loss trains all; the own heads only watch.</summary>
public sealed class JointMethod : BalancingMethod
{
    /// <inheritdoc/>
    public override string Name => "joint";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes =>
        ["the unimodal heads of joint train on detached features: an online linear probe of the encoders"];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model.IsMultitask ? MultimodalOnly : null;

    /// <inheritdoc/>
    public override ModelOutput Predict(Model model, IReadOnlyList<Tensor> features)
    {
        var multimodal = (MultimodalModel)model;
        return new(features, multimodal.Fuse(features), multimodal.PredictEach([.. features.Select(feature => feature.detach())]));
    }
}
