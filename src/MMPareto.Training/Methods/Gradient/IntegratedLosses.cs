using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary>Losses as gradient integration takes them.</summary>
internal static class IntegratedLosses
{
    /// <summary>Why unimodal losses cannot be weighed, or told apart by encoder, in a model; null when they can.</summary>
    /// <param name="isMultitask">Whether the model has several tasks, and so no unimodal losses.</param>
    /// <param name="unimodalWeight">Weight of the unimodal losses.</param>
    /// <param name="cross">What becomes of those that reach several encoders.</param>
    public static string? Refuse(bool isMultitask, double unimodalWeight, Gradients.CrossGradients cross) => (isMultitask, unimodalWeight == 1, cross) switch
    {
        (true, false, _) => "has unimodal losses to weigh only in a multimodal model, not with several tasks",
        (true, _, not Gradients.CrossGradients.Sum) => "has unimodal losses that cross encoders only in a multimodal model, not with several tasks",
        _ => null,
    };

    /// <summary>The multimodal side, null with several tasks, and the weighed losses of the heads.</summary>
    /// <param name="objectives">The losses of a micro-batch.</param>
    /// <param name="unimodalWeight">Weight of the unimodal losses.</param>
    public static (Tensor? Multimodal, IReadOnlyList<Tensor?> Heads) Of(Objectives objectives, double unimodalWeight) => (
        objectives.MultimodalSide, unimodalWeight == 1 || objectives.MultimodalSide is null ? objectives.Heads
            : [.. objectives.Heads.Select(loss => loss?.Times(unimodalWeight))]);
}
