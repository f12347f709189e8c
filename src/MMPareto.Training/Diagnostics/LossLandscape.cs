using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Runs.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>The loss on a plane through the solution, spanned by two filter-normalised random directions [LiH2018].</summary>
/// <remarks>
/// L(a, b) = loss at θ + a·δ + b·η, on a grid of [−1, 1] × [−1, 1]: the multimodal loss, or the mean over the tasks, in evaluation
/// mode with the running statistics of the solution. Cost: a forward pass over the samples for each point, 121 by default.
/// </remarks>
public static class LossLandscape
{
    /// <summary>Measures it.</summary>
    /// <param name="model">The model; its weights are moved and put back bit by bit, its training mode is restored.</param>
    /// <param name="train">The training set.</param>
    /// <param name="options">How to look around; defaults when left out.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or there is no sample.</exception>
    public static LandscapeRecord Measure(
        Model model, IMultimodalDataset train, LossLandscapeOptions? options = null, Device? device = null,
        CancellationToken stop = default)
    {
        options ??= new LossLandscapeOptions();
        if (options.Points < 3 || int.IsEvenInteger(options.Points))
            throw new ArgumentException($"Points must be odd and at least 3; got {options.Points}.", nameof(options));
        var indices = ChosenSamples.Choose(train, options.Samples, options.Seed);
        if (indices.Length == 0) throw new ArgumentException($"{train.Name} must have samples; got none.", nameof(train));
        var middle = options.Points / 2;
        double[] positions = [.. Enumerable.Range(-middle, options.Points).Select(i => (double)i / middle)];

        using var evaluation = new EvaluationMode(model);
        MultimodalBatch[] batches = [.. ChosenSamples.Read(train, indices, device ?? CPU, stop)];
        using var weights = new MovedWeights(model, options.Seed);
        try
        {
            double LossAt(double first, double second)
            {
                stop.ThrowIfCancellationRequested();
                weights.MoveTo(first, second);
                return MeanLoss(model, batches);
            }
            return new LandscapeRecord
            {
                Positions = positions,
                Losses = [.. positions.Select(second => positions.Select(first => LossAt(first, second)).ToArray())],
                Split = "train",
                Samples = indices.Length,
                Seed = options.Seed,
            };
        }
        finally
        {
            foreach (var batch in batches) batch.Dispose();
        }
    }

    private static double MeanLoss(Model model, MultimodalBatch[] batches)
    {
        using var _ = no_grad();
        var sum = 0.0;
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            var losses = HeadLosses.Of(model.Predict(batch.Inputs, batch.Presence), batch.Labels);
            var loss = losses.Multimodal?.item<float>() ?? losses.Heads.Average(head => (double)head!.item<float>());
            sum += loss * batch.Size;
        }
        return sum / batches.Sum(batch => batch.Size);
    }
}
