using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Objective;

/// <summary><c>joint</c>: one multimodal loss trains all; the own heads only watch.</summary>
public sealed class JointMethod : BalancingMethod
{
    /// <inheritdoc/>
    public override string Name => "joint";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => [OnlineProbe.NoteOn(Name)];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model.IsMultitask ? MultimodalOnly : OnlineProbe.Refuse(model);

    /// <inheritdoc/>
    public override ModelOutput Predict(Model model, IReadOnlyList<Tensor> features, Presence? presence) =>
        OnlineProbe.Predict(model, features, presence);
}
