using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>Tells features that come of an encoder from zeros that stand for a missing modality.</summary>
internal static class PresenceMasks
{
    /// <summary>For each group of a model, 1 where a feature comes of its encoder and 0 elsewhere; null for 1 throughout.</summary>
    /// <param name="model">The model.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    /// <param name="features">Features of each group, [b, d_k].</param>
    /// <returns>[b, 1] for an encoder, [b, d] for a trunk of several encoders; null when all samples have all.</returns>
    public static IReadOnlyList<Tensor?>? Of(Model model, Presence? presence, IReadOnlyList<Tensor> features)
    {
        if (presence is null) return null;
        if (!model.IsMultitask) return [.. model.ModalityNames.Select((name, k) => presence.RowsOf(name) is null ? null : MaskOf(presence, name, features[k]))];
        using var scope = NewDisposeScope();
        return [cat([.. model.ModalityNames.Select((name, k) =>
            MaskOf(presence, name, features[0]).expand(presence.Size, model.Encoders[k].FeatureCount))], 1).MoveToOuterDisposeScope()];
    }

    private static Tensor MaskOf(Presence presence, string modality, Tensor feature) => tensor(
        [.. Enumerable.Range(0, presence.Size).Select(row => presence.Has(modality, row) ? 1f : 0f)], [presence.Size, 1]).to(feature.dtype, feature.device);
}
