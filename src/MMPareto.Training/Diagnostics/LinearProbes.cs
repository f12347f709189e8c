using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Runs.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>How much of the classes a linear classifier reads off the features of each frozen encoder.</summary>
/// <remarks>
/// The features are computed once; the classifier is a multinomial logistic regression with a fixed budget that is fitted alike for
/// every encoder and method. Cost: one forward pass of the encoders over each set, then at most 500 steps on the features.
/// </remarks>
public static class LinearProbes
{
    /// <summary>Training samples at most by default.</summary>
    public const int DefaultSamples = 10_000;

    /// <summary>Fits and scores them.</summary>
    /// <param name="model">The model; its training mode is restored afterwards.</param>
    /// <param name="data">Fitted on a part of the training set, scored on it, and on all of the other two.</param>
    /// <param name="samples">Training samples at most.</param>
    /// <param name="seed">Decides which, when not all.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>By modality.</returns>
    /// <exception cref="ArgumentException">The model has several tasks, or a set has no samples.</exception>
    public static IReadOnlyDictionary<string, ProbeRecord> Fit(
        Model model, DatasetSplits data, int samples = DefaultSamples, long seed = 0, Device? device = null,
        CancellationToken stop = default)
    {
        if (model.IsMultitask)
            throw new ArgumentException(
                $"model must have an encoder for each modality; got the tasks {string.Join(", ", model.HeadNames)}.", nameof(model));
        using var evaluation = new EvaluationMode(model);
        FeatureTable Compute(IMultimodalDataset part, int count) =>
            FeatureTable.Compute(model, part, ChosenSamples.ChooseComplete(part, count, seed), device ?? CPU, stop);
        using var train = Compute(data.Train, samples);
        using var validation = Compute(data.Validation, int.MaxValue);
        using var test = Compute(data.Test, int.MaxValue);
        var probes = new Dictionary<string, ProbeRecord>();
        for (var k = 0; k < model.ModalityNames.Count; k++)
        {
            stop.ThrowIfCancellationRequested();
            using var probe = LogisticRegression.Fit(train.Features[k], train.Labels, model.ClassCount);
            double Accuracy(FeatureTable table) => probe.Accuracy(table.Features[k], table.Labels);
            probes[model.ModalityNames[k]] =
                new ProbeRecord(Accuracy(train), Accuracy(validation), Accuracy(test), (int)train.Labels.shape[0]);
        }
        return probes;
    }
}
