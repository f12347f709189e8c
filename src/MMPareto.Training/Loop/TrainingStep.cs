using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native.Weights;
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
    Model model, BalancingMethod method, ModelOptimizer optimizer, TrainerOptions options, Device device) : IStateful
{
    private readonly ModalityDropout _dropout = new(options.ModalityDropout, model.ModalityNames, options.Seed);
    private long _count;

    /// <summary>Steps taken so far, those that were left out included.</summary>
    public long Count => _count;

    /// <summary>Takes one step; its tensors are freed with it.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="training">Receives losses and predictions.</param>
    /// <returns>What happened to each encoder.</returns>
    /// <exception cref="NumericalException">A loss or gradient is not finite; no parameter has changed.</exception>
    public IReadOnlyList<GroupStatistics> Take(MultimodalBatch batch, BatchMeter training)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        using var moved = batch.To(device, _dropout.Apply(batch, _count++));
        var size = (batch.Size + options.MicroBatches - 1) / options.MicroBatches;
        for (var start = 0; start < batch.Size; start += size)
            TakeMicroBatch(moved, batch.Labels, start, Math.Min(size, batch.Size - start), training);
        var groups = method.Combine();
        RequireFinite(groups);
        optimizer.Step(options.ClipNorm);
        return groups;
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Number("count", ref _count);

    private void TakeMicroBatch(MultimodalBatch batch, Tensor labelsOnCpu, int start, int count, BatchMeter training)
    {
        using var scope = NewDisposeScope();
        Tensor Part(Tensor tensor) => count == batch.Size ? tensor : tensor.narrow(0, start, count);
        var labels = Part(batch.Labels);
        var presence = count == batch.Size ? batch.Presence : batch.Presence?.Part(start, count);
        var output = method.Forward(model, batch.Inputs.ToDictionary(input => input.Key, input => Part(input.Value)), labels, presence);
        var objectives = method.ComputeObjectives(output, labels);
        if (training.FirstNotFinite(objectives) is { } notFinite) throw new NumericalException(_count, notFinite, null, null);
        method.Accumulate(objectives.Times((double)count / batch.Size, ShareOf(output, count, batch)));
        training.Add(output, Part(labelsOnCpu), objectives);
    }

    /// <summary>Gradients that were combined were looked at on the way; this looks at all others.</summary>
    private void RequireFinite(IReadOnlyList<GroupStatistics> combined)
    {
        if (optimizer.FirstNotFinite(withEncoders: combined.Count == 0) is not var (name, bad)) return;
        var group = model.Groups.Where(group => group.Module.parameters().Any(parameter => parameter.Handle == bad.Handle))
            .Select(group => group.Name).FirstOrDefault();
        throw new NumericalException(_count, "summed", group, name);
    }

    /// <summary>For each head, the share of a micro-batch in the samples of the batch that the head speaks of.</summary>
    private Func<int, double> ShareOf(ModelOutput output, int count, MultimodalBatch batch) => head => model.IsMultitask ? (double)count / batch.Size
        : (double)(output.RowsOf(head)?.Length ?? count) / (batch.Presence?.CountOf(model.HeadNames[head]) ?? batch.Size);
}
