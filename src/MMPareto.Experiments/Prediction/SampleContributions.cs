using MMPareto.Data;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Prediction;

/// <summary>What each modality adds to a prediction: the probability of the predicted class, or the number, with it less that without it.</summary>
internal static class SampleContributions
{
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="label">What it predicts: a class or a number.</param>
    /// <param name="batch">The samples, where the model is.</param>
    /// <param name="main">Its prediction for each.</param>
    /// <returns>For each modality, a number for each sample. Where it is the only one of a sample: the probability, or the number less its mean over
    /// training.</returns>
    public static double[][] Of(Model model, ManifestLabel label, MultimodalBatch batch, IReadOnlyList<TargetPrediction> main)
    {
        using var scope = NewDisposeScope();
        var places = label.Kind == TargetKind.Number ? new int[main.Count] : [.. main.Select(each => IndexOf(label.Names, each.Label))];
        double[] Values(Presence presence)
        {
            var values = LabelOutputs.Values(label, model.Predict(batch.Inputs, presence).Fused!);
            return [.. places.Select((place, i) => values[(i * label.Target.OutputCount) + place])];
        }
        bool Has(string modality, int row) => batch.Presence?.Has(modality, row) ?? true;
        Presence Without(string? left) => new(model.HeadNames.ToDictionary(
            name => name, name => Enumerable.Range(0, batch.Size).Select(row => name != left && Has(name, row)).ToArray()));
        var all = Values(Without(null));
        var nothing = label.Kind == TargetKind.Number ? label.Mean : 0;
        return
        [
            .. model.HeadNames.Select(name =>
            {
                var without = Values(Without(name));
                return all.Select((value, i) => value - (IsOnly(name, i) ? nothing : without[i])).ToArray();
            }),
        ];
        bool IsOnly(string name, int row) => Has(name, row) && model.HeadNames.Count(other => Has(other, row)) == 1;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        return -1;
    }
}
