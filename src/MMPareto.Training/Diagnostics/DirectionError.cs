using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Training.Loop;
using MMPareto.Training.Metrics;
using MMPareto.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>The direction error of approximations: their combined gradient against that of the exact method, on the same batch at the
/// same weights, along a training.</summary>
/// <remarks>
/// Each method takes every batch as a step of its own, so that what it remembers (weights that it keeps, say) is as old as in a training by
/// it; but nothing is updated, and the model is put back bit by bit, the generator that dropout draws from included. Cost: the steps of
/// all methods, and for each a copy of the model.
/// </remarks>
internal sealed class DirectionError
{
    private readonly Model _model;
    private readonly BalancingMethod _exact;
    private readonly IReadOnlyList<BalancingMethod> _approximations;
    private readonly (string Name, Parameter[] Parameters)[] _groups;
    private long _step;

    /// <param name="model">The model, in training mode.</param>
    /// <param name="exact">The exact method; it is begun here, and the caller disposes it, as the others.</param>
    /// <param name="approximations">What is held against it.</param>
    public DirectionError(Model model, BalancingMethod exact, IReadOnlyList<BalancingMethod> approximations)
    {
        (_model, _exact, _approximations) = (model, exact, approximations);
        _groups = [.. model.Groups.Select(group => (group.Name, group.Module.parameters().DistinctBy(p => p.Handle).ToArray()))];
        foreach (var method in approximations.Prepend(exact)) method.Begin(model);
    }

    /// <summary>Trains by the exact method, and measures before each step.</summary>
    /// <param name="training">The method that trains, another object than that which is held against; begun here.</param>
    /// <param name="optimizer">The optimizer of the model's parameters.</param>
    /// <param name="train">What is trained on.</param>
    /// <param name="options">Settings of the loop; the learning rate is constant.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>For each step, approximation and encoder.</returns>
    public IEnumerable<DirectionRecord> Along(
        BalancingMethod training, ModelOptimizer optimizer, IMultimodalDataset train, TrainerOptions options, CancellationToken stop = default)
    {
        training.Begin(_model);
        var step = new TrainingStep(_model, training, optimizer, options, CPU);
        var meter = new BatchMeter(_model);
        var loader = new BatchLoader(train, new() { BatchSize = options.BatchSize, Seed = options.Seed, Workers = options.Workers, Augment = true });
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
            foreach (var batch in loader.Epoch(epoch))
            {
                using var owned = batch;
                stop.ThrowIfCancellationRequested();
                foreach (var record in Measure(batch)) yield return record;
                step.Take(batch, meter);
            }
    }

    /// <summary>Measures on one batch.</summary>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <returns>For each approximation and encoder.</returns>
    public IReadOnlyList<DirectionRecord> Measure(MultimodalBatch batch)
    {
        using var scope = NewDisposeScope();
        _step++;
        var exact = GradientsOf(_exact, batch);
        return
        [
            .. _approximations.SelectMany(method => GradientsOf(method, batch)
                .Select((gradient, group) => RecordOf(method.Name, _groups[group].Name, gradient, exact[group]))),
        ];
    }

    /// <summary>What a method makes of the batch, for each group: [n], float64.</summary>
    private Tensor[] GradientsOf(BalancingMethod method, MultimodalBatch batch)
    {
        using var before = new ModelSnapshot(_model);
        var objectives = method.ComputeObjectives(method.Forward(_model, batch.Inputs, batch.Labels, batch.Presence), batch.Labels);
        method.Accumulate(objectives);
        method.Combine();
        return Array.ConvertAll(_groups, group => Flat(group.Parameters));
    }

    private static Tensor Flat(Parameter[] parameters)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var parts = parameters.Select(p => p.grad is { } gradient ? gradient.to(float64).flatten() : zeros(p.numel(), float64, p.device));
        return cat([.. parts]).MoveToOuterDisposeScope();
    }

    private DirectionRecord RecordOf(string method, string group, Tensor gradient, Tensor exact)
    {
        using var product = gradient.dot(exact);
        var (length, exactLength) = (LengthOf(gradient), LengthOf(exact));
        return new(_step, method, group, length > 0 && exactLength > 0 ? product.item<double>() / length / exactLength : null,
            exactLength > 0 ? length / exactLength : null);
    }

    private static double LengthOf(Tensor vector)
    {
        using var square = vector.dot(vector);
        return Math.Sqrt(square.item<double>());
    }
}
