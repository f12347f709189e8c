using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Objective;

/// <summary>Own heads that learn on features which carry no gradient back: they watch the encoders, which never notice.</summary>
public static class OnlineProbe
{
    /// <summary>Logits of the fused head, and of the own heads on detached features.</summary>
    /// <param name="model">A multimodal model with a fused head.</param>
    /// <param name="features">Features of each encoder, [b, d_k].</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public static ModelOutput Predict(Model model, IReadOnlyList<Tensor> features, Presence? presence = null)
    {
        var multimodal = (MultimodalModel)model;
        return new(
            features, multimodal.Fuse(features, presence), multimodal.PredictEach([.. features.Select(feature => feature.detach())]),
            multimodal.RowsOf(presence))
        { Targets = multimodal.Targets };
    }

    /// <summary>What readers of a method's results should know.</summary>
    /// <param name="method">Name of the method.</param>
    public static string NoteOn(string method) =>
        $"the unimodal heads of {method} train on detached features: an online linear probe of the encoders";

    /// <summary>Why a model has no heads that could only watch; null when it has.</summary>
    /// <param name="model">The model.</param>
    public static string? Refuse(Model model) => model is MultimodalModel { IsEnsemble: true }
        ? "trains a fused head, while its own heads only watch; the ensemble has no fused head (set model.fusion to concatenation)" : null;
}
