using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training.Metrics;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>Scores a model on a whole data set, the last partial batch included.</summary>
public static class Evaluator
{
    private const int LargestBatch = 250;
    private const int MostValues = 20_000_000; // of a batch: 80 MB

    /// <summary>Metrics and mean loss of the main output and of each head.</summary>
    /// <param name="model">The model; its training mode is restored afterwards.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="workers">Threads that read ahead.</param>
    /// <param name="stop">Ends the evaluation with <see cref="OperationCanceledException"/>.</param>
    public static EvaluationRecord Score(
        Model model, IMultimodalDataset dataset, Device? device = null, int workers = 1, CancellationToken stop = default) =>
        Measure(model, dataset, device, workers, keepsEach: false, stop).ToEvaluationRecord();

    /// <summary>As <see cref="Score"/>, with the class predicted for each sample; null in its place where something else is predicted.</summary>
    /// <param name="model">The model; its training mode is restored afterwards.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="workers">Threads that read ahead.</param>
    /// <param name="stop">Ends the evaluation with <see cref="OperationCanceledException"/>.</param>
    public static (EvaluationRecord Scores, PredictionTable? Predictions) ScoreEach(
        Model model, IMultimodalDataset dataset, Device? device = null, int workers = 1, CancellationToken stop = default)
    {
        var meter = Measure(model, dataset, device, workers, keepsEach: true, stop);
        return (meter.ToEvaluationRecord(), meter.ToPredictionTable());
    }

    /// <summary>Samples in a batch: 250, fewer where they are large.</summary>
    /// <param name="dataset">The samples.</param>
    internal static int BatchSizeFor(IMultimodalDataset dataset) =>
        (int)Math.Clamp(MostValues / dataset.Modalities.Sum(modality => (long)modality.Length), 1, LargestBatch);

    private static BatchMeter Measure(
        Model model, IMultimodalDataset dataset, Device? device, int workers, bool keepsEach, CancellationToken stop)
    {
        var training = model.training;
        model.eval();
        try
        {
            using var _ = no_grad();
            var meter = new BatchMeter(model, evaluates: true, keepsEach, countsPatterns: dataset is IPartialDataset { IsPartial: true });
            var loader = new BatchLoader(dataset, new() { BatchSize = BatchSizeFor(dataset), Shuffle = false, Workers = workers });
            foreach (var batch in loader.Epoch(1))
            {
                using var owned = batch;
                using var scope = NewDisposeScope();
                stop.ThrowIfCancellationRequested();
                using var moved = batch.To(device ?? CPU);
                var output = model.Predict(moved.Inputs, moved.Presence);
                meter.Add(output, batch.Labels, HeadLosses.Unweighted(output, moved.Labels), batch.Presence);
            }
            return meter;
        }
        finally
        {
            model.train(training);
        }
    }
}
