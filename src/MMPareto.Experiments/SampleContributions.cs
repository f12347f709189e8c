using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Experiments;

/// <summary>What each modality adds to the probability of the predicted class: the probability with it, less that without it.</summary>
internal static class SampleContributions
{
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="batch">The samples, where the model is.</param>
    /// <param name="classes">The predicted class of each.</param>
    /// <returns>For each modality, a number from −1 to 1 for each sample; for the only modality of a sample, its probability.</returns>
    public static double[][] Of(Model model, MultimodalBatch batch, long[] classes)
    {
        using var scope = NewDisposeScope();
        var index = tensor(classes, device: batch.Labels.device).unsqueeze(1);
        double[] Probability(Presence presence)
        {
            var output = model.Predict(batch.Inputs, presence);
            return nn.functional.softmax(output.Fused!, 1, ScalarType.Float64).gather(1, index).squeeze(1).cpu().data<double>().ToArray();
        }
        bool Has(string modality, int row) => batch.Presence?.Has(modality, row) ?? true;
        Presence Without(string? left) => new(model.HeadNames.ToDictionary(
            name => name, name => Enumerable.Range(0, batch.Size).Select(row => name != left && Has(name, row)).ToArray()));
        var all = Probability(Without(null));
        return
        [
            .. model.HeadNames.Select(name =>
            {
                var without = Probability(Without(name));
                return all.Select((p, i) => IsOnly(name, i) ? p : p - without[i]).ToArray();
            }),
        ];
        bool IsOnly(string name, int row) => Has(name, row) && model.HeadNames.Count(other => Has(other, row)) == 1;
    }
}
