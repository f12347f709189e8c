using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using MMPareto.Training.Loop;
using MMPareto.Training.Metrics;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>The only training loop; methods hook into it in the order of <see cref="BalancingMethod"/>.</summary>
/// <remarks>
/// In a step: encode, modulate features, losses, gradients (over micro-batches), combine, clip, decay and update. After an
/// epoch: validate, write, keep the weights. Tensors of a step are freed with the step.
/// </remarks>
public sealed class Trainer
{
    private readonly Model _model;
    private readonly BalancingMethod _method;
    private readonly ModelOptimizer _optimizer;
    private readonly DatasetSplits _data;
    private readonly TrainerOptions _options;
    private readonly Device _device;
    private readonly TimeProvider _clock;
    private readonly BatchLoader _loader;

    /// <summary>A trainer for a model in its final place.</summary>
    /// <param name="model">The model.</param>
    /// <param name="method">The balancing method, not yet begun; the caller disposes it.</param>
    /// <param name="optimizer">The optimizer of the model's parameters.</param>
    /// <param name="data">Training and validation data; test data is not touched.</param>
    /// <param name="options">Settings of the loop.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="clock">Time for the time limit and <c>timing.jsonl</c>; null for the system's.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, model and data have different modalities or classes, or the method
    /// cannot train on samples that lack a modality, as some do.</exception>
    public Trainer(
        Model model, BalancingMethod method, ModelOptimizer optimizer, DatasetSplits data, TrainerOptions options,
        Device? device = null, TimeProvider? clock = null)
    {
        options.Validate();
        CheckFit(model, data);
        var isPartial = options.ModalityDropout > 0 || data.Train is IPartialDataset { IsPartial: true };
        if (isPartial && method.RefuseMissing is { } reason)
            throw new ArgumentException($"method must be one that can train on this data; got {method.Name}, which {reason}.", nameof(method));
        (_model, _method, _optimizer, _data, _options) = (model, method, optimizer, data, options);
        (_device, _clock) = (device ?? CPU, clock ?? TimeProvider.System);
        _loader = new(data.Train, new() { BatchSize = options.BatchSize, Seed = options.Seed, Workers = options.Workers, Augment = true });
    }

    /// <summary>Trains, writing each epoch into the run folder and the weights of the best and the last one beside it.</summary>
    /// <remarks>All that is needed to go on is saved after each epoch, when training is interrupted, and as <see cref="TrainerOptions"/> says.</remarks>
    /// <param name="folder">The run folder.</param>
    /// <param name="writer">Writes its records.</param>
    /// <param name="observer">Sees the run go by.</param>
    /// <param name="stop">Ends training before the next step; the last whole epoch is kept.</param>
    /// <exception cref="NumericalException">A loss or gradient is not finite, and the run is not to go on then.</exception>
    public TrainingOutcome Run(RunFolder folder, RunWriter writer, ITrainingObserver observer, CancellationToken stop = default)
    {
        using var loop = Loop(folder, writer, observer, stop);
        return loop.Run(from: null);
    }

    /// <summary>Goes on with a training of the same settings and data, to results equal bit by bit at the same number of threads.</summary>
    /// <param name="from">Its saved state.</param>
    /// <param name="folder">Its run folder.</param>
    /// <param name="writer">Goes on with its records, from where they were when the state was saved.</param>
    /// <param name="observer">Sees the run go by.</param>
    /// <param name="stop">Ends training before the next step.</param>
    /// <exception cref="NumericalException">A loss or gradient is not finite, and the run is not to go on then.</exception>
    /// <exception cref="WeightsException">The state is damaged or of another training.</exception>
    public TrainingOutcome Resume(
        SavedState from, RunFolder folder, RunWriter writer, ITrainingObserver observer, CancellationToken stop = default)
    {
        using var loop = Loop(folder, writer, observer, stop);
        return loop.Run(from);
    }

    private TrainingLoop Loop(RunFolder folder, RunWriter writer, ITrainingObserver observer, CancellationToken stop) =>
        new(new(_model, _method, _optimizer, _data, _loader, _options, _device, _clock, Plan()), folder, writer, observer, stop);

    private TrainingPlan Plan() => new()
    {
        Method = _method.Name,
        Modalities = _model.ModalityNames,
        Heads = _model.HeadNames,
        Groups = GroupNames(_model),
        IsMultitask = _model.IsMultitask,
        MainMetric = MainMetrics.Of(_model.Targets),
        Epochs = _options.Epochs,
        StepsPerEpoch = _loader.BatchCount,
        TrainCount = _data.Train.Count,
        ValidationCount = _data.Validation.Count,
        TestCount = _data.Test.Count,
        ParameterCount = _model.ParameterCount,
        Threads = get_num_threads(),
        Precision = _model.TrainingPrecision,
        Device = _device.ToString(),
    };

    private static string[] GroupNames(Model model) => [.. model.Groups.Select(group => group.Name)];

    private static void CheckFit(Model model, DatasetSplits data)
    {
        var names = data.Train.Modalities.Select(modality => modality.Name).ToArray();
        if (model.ModalityNames.Except(names).FirstOrDefault() is { } missing)
            throw new ArgumentException($"data must hold modality '{missing}' of the model; got {string.Join(", ", names)}.", nameof(data));
        var targets = data.Train.Targets;
        string[] tasks = targets.Count > 1 ? [.. targets.Select(target => target.Name)] : [];
        if (model.IsMultitask ? !tasks.SequenceEqual(model.HeadNames) : tasks.Length > 0)
            throw new ArgumentException(
                $"data must have the model's tasks, [{(model.IsMultitask ? string.Join(", ", model.HeadNames) : "")}]; got [{string.Join(", ", tasks)}].",
                nameof(data));
        foreach (var (target, expected) in targets.Zip(model.Targets))
        {
            if (target.Kind != expected.Kind)
                throw new ArgumentException($"data must have targets of the model's kind, {expected.Kind}; got {target.Kind}.", nameof(data));
            if (target.OutputCount > expected.OutputCount || (target.Kind != TargetKind.Class && target.OutputCount != expected.OutputCount))
                throw new ArgumentException($"data must have at most the model's {expected.OutputCount} classes; got {target.OutputCount}.", nameof(data));
        }
    }
}
