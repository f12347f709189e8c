using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Training.Metrics;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Training.Loop;

/// <summary>One step of training, the only one there is: forward, losses, gradients (over micro-batches), combine, clip, update.</summary>
/// <param name="model">The model.</param>
/// <param name="method">The balancing method, begun.</param>
/// <param name="optimizer">The optimizer of the model's parameters.</param>
/// <param name="options">Settings of the loop.</param>
/// <param name="device">Where the model is.</param>
internal sealed class TrainingStep(
    Model model, BalancingMethod method, ModelOptimizer optimizer, TrainerOptions options, Device device)
{
    private readonly ModalityDropout _dropout = new(options.ModalityDropout, model.ModalityNames, options.Seed);

    /// <summary>Steps taken so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one step; its tensors are freed with it.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="training">Receives losses and predictions.</param>
    /// <returns>What happened to each encoder.</returns>
    public IReadOnlyList<GroupStatistics> Take(MultimodalBatch batch, BatchMeter training)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        using var moved = batch.To(device, _dropout.Apply(batch, Count));
        var size = (batch.Size + options.MicroBatches - 1) / options.MicroBatches;
        for (var start = 0; start < batch.Size; start += size)
            TakeMicroBatch(moved, batch.Labels, start, Math.Min(size, batch.Size - start), training);
        var groups = method.Combine();
        optimizer.Step(options.ClipNorm);
        Count++;
        return groups;
    }

    private void TakeMicroBatch(MultimodalBatch batch, Tensor labelsOnCpu, int start, int count, BatchMeter training)
    {
        using var scope = NewDisposeScope();
        Tensor Part(Tensor tensor) => count == batch.Size ? tensor : tensor.narrow(0, start, count);
        var labels = Part(batch.Labels);
        var presence = count == batch.Size ? batch.Presence : batch.Presence?.Part(start, count);
        var output = method.Forward(model, batch.Inputs.ToDictionary(input => input.Key, input => Part(input.Value)), labels, presence);
        var objectives = method.ComputeObjectives(output, labels);
        method.Accumulate(objectives.Times((double)count / batch.Size, ShareOf(output, count, batch)));
        if (training.Add(output, Part(labelsOnCpu), objectives) is { } notFinite)
            throw new NumericalException(Count + 1, notFinite, null, null);
    }

    /// <summary>For each head, the share of a micro-batch in the samples of the batch that the head speaks of.</summary>
    private Func<int, double> ShareOf(ModelOutput output, int count, MultimodalBatch batch) => head => model.IsMultitask ? (double)count / batch.Size
        : (double)(output.RowsOf(head)?.Length ?? count) / (batch.Presence?.CountOf(model.HeadNames[head]) ?? batch.Size);
}
