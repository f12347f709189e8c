using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Native;
using MMPareto.Runs.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>The noise of mini-batch gradients at frozen weights, for each loss and encoder (Fig. 1d of [MMPareto2024]).</summary>
/// <remarks>
/// For gradients g_1 … g_n: the norms ‖g_i‖, their mean and variance; ‖mean g‖; and the trace of the covariance,
/// Σ‖g_i − mean g‖²/(n − 1). The losses are the multimodal one and the sum of the unimodal ones, or those of the tasks, as plain
/// mean cross-entropies whatever the method. Full mini-batches only, drawn without repetition. Cost: one forward and two backward
/// passes a mini-batch (with tasks, one backward pass for each); memory for one mean gradient a loss and encoder, in double.
/// </remarks>
public static class GradientNoise
{
    private const int Fewest = 2;

    /// <summary>Measures it.</summary>
    /// <param name="model">The model; its weights, running statistics and training mode stay, its gradients are set to null.</param>
    /// <param name="train">The training set, of two mini-batches or more.</param>
    /// <param name="options">Which mini-batches; defaults when left out.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>By encoder.</returns>
    /// <exception cref="ArgumentException">There are fewer than two full mini-batches.</exception>
    /// <exception cref="Gradients.NumericalException">A gradient is not finite.</exception>
    public static IReadOnlyDictionary<string, GradientNoiseRecord> Measure(
        Model model, IMultimodalDataset train, GradientNoiseOptions? options = null, Device? device = null,
        CancellationToken stop = default)
    {
        options ??= new GradientNoiseOptions();
        var loader = new BatchLoader(train, new()
        {
            BatchSize = options.BatchSize,
            Seed = options.Seed,
            Workers = options.Workers,
            DropLast = true,
        });
        if (Math.Min(options.Batches, loader.BatchCount) < Fewest)
            throw new ArgumentException(
                $"gradient noise must have at least {Fewest} mini-batches of {options.BatchSize} samples; " +
                $"got {train.Count} samples and a limit of {options.Batches} mini-batches.", nameof(options));

        using var evaluation = new EvaluationMode(model);
        var losses = model.IsMultitask ? model.HeadNames : ["multimodal", "unimodal"];
        GroupNoise[] groups = [.. model.Groups.Select(group => new GroupNoise(group.Name, group.Module, losses))];
        try
        {
            var number = 0;
            foreach (var batch in loader.Epoch(1).Take(options.Batches))
            {
                using var owned = batch;
                stop.ThrowIfCancellationRequested();
                AddBatch(model, groups, owned, device ?? CPU, ++number);
            }
            return model.Groups.Zip(groups).ToDictionary(pair => pair.First.Name, pair => pair.Second.ToRecord(options.BatchSize));
        }
        finally
        {
            ClearGradients(model);
            foreach (var group in groups) group.Dispose();
        }
    }

    private static void AddBatch(Model model, GroupNoise[] groups, MultimodalBatch batch, Device device, int number)
    {
        using var scope = NewDisposeScope();
        using var moved = batch.To(device);
        var losses = LossesOf(HeadLosses.Of(model.Predict(moved.Inputs, moved.Presence), moved.Labels));
        var gradients = new List<Tensor[]>();
        for (var loss = 0; loss < losses.Length; loss++)
        {
            ClearGradients(model);
            autograd.backward([losses[loss]], retain_graph: loss < losses.Length - 1);
            gradients.Add(Array.ConvertAll(groups, group => group.Gradient()));
        }
        for (var k = 0; k < groups.Length; k++) groups[k].Add([.. gradients.Select(each => each[k])], number);
    }

    private static Tensor[] LossesOf(Objectives objectives)
    {
        Tensor[] heads = [.. objectives.Heads.OfType<Tensor>()]; // a sample has some modality, so there is at least one
        return objectives.Multimodal is { } multimodal ? [multimodal, heads.Aggregate((a, b) => a.Plus(b))] : heads;
    }

    private static void ClearGradients(Model model)
    {
        foreach (var parameter in model.parameters()) parameter.grad = null;
    }
}
