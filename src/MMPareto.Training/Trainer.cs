using System.Diagnostics;
using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using MMPareto.Training.Logging;
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
    private readonly GradientMeters _runMeters;
    private readonly TrainingStep _step;

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
        _runMeters = new(model);
        _step = new(model, method, optimizer, options, _device);
    }

    /// <summary>Trains, writing each epoch into the run folder and the weights of the best and the last one beside it.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="writer">Writes its records.</param>
    /// <param name="observer">Sees the run go by.</param>
    /// <param name="stop">Ends training before the next step; the last whole epoch is kept.</param>
    /// <exception cref="NumericalException">A loss or gradient is not finite.</exception>
    public TrainingOutcome Run(RunFolder folder, RunWriter writer, ITrainingObserver observer, CancellationToken stop = default)
    {
        var started = _clock.GetTimestamp();
        var events = new EventLog(folder.FullPath);
        _model.train();
        _method.Begin(_model);
        observer.RunStarted(Plan());
        EpochRecord? best = null;
        StopReason? stoppedBy = null;
        var epoch = 0;
        while (epoch < _options.Epochs && stoppedBy is null)
        {
            var began = _clock.GetTimestamp();
            stoppedBy = BeginEpoch(epoch + 1, observer, started, stop);
            if (stoppedBy is not null) break;
            var meters = new GradientMeters(_model);
            var training = new BatchMeter(_model);
            stoppedBy = TrainEpoch(epoch + 1, meters, training, writer, observer, started, stop, out var rate);
            if (stoppedBy is not null) break;
            var trained = _clock.GetElapsedTime(began);
            var validation = Evaluator.Score(_model, _data.Validation, _device, _options.Workers, CancellationToken.None);
            epoch++;
            var record = Record(epoch, rate, training, validation, meters);
            _method.AfterEpoch(record);

            var isBest = best is null || IsBetter(record.Validation, best.Validation);
            Keep(folder, epoch, isBest);
            if (isBest) best = record;
            var timing = Timing(epoch, began, trained);
            writer.AppendEpoch(record, timing);
            events.Add(record);
            observer.EpochFinished(record, timing, isBest);
            if (_options.Patience > 0 && epoch - best!.Epoch >= _options.Patience && epoch < _options.Epochs)
                stoppedBy = StopReason.EarlyStopping;
        }
        return new TrainingOutcome(epoch, best?.Epoch ?? 0, stoppedBy, best?.Validation,
            _runMeters.Records(meter => meter.ToConflictRecord()));
    }

    private StopReason? BeginEpoch(int epoch, ITrainingObserver observer, long started, CancellationToken stop)
    {
        StopReason? due = null;
        var start = new EpochStart(epoch, _model, _data, _options, _device) { Note = observer.Note };
        var probes = new ProbeRuns(start, _optimizer.Options, () => (due = ReasonToStop(started, stop)) is not null);
        try
        {
            _method.BeforeEpoch(start with { Probes = probes });
            return null;
        }
        catch (OperationCanceledException) when (due is not null)
        {
            return due;
        }
    }

    private StopReason? ReasonToStop(long started, CancellationToken stop) =>
        stop.IsCancellationRequested ? StopReason.Interrupted
        : _options.TimeLimit is { } limit && _clock.GetElapsedTime(started) >= limit ? StopReason.TimeLimit
        : null;

    private StopReason? TrainEpoch(
        int epoch, GradientMeters meters, BatchMeter training, RunWriter writer, ITrainingObserver observer,
        long started, CancellationToken stop, out double rate)
    {
        rate = 0;
        var step = 0;
        foreach (var batch in _loader.Epoch(epoch))
        {
            using var owned = batch;
            if (ReasonToStop(started, stop) is { } reason) return reason;
            rate = _optimizer.SetLearningRate(_options.Schedule(epoch - 1 + (double)step / _loader.BatchCount));
            var groups = _step.Take(batch, training);
            step++;
            Measure(groups, epoch, meters, writer);
            observer.StepFinished(epoch, step);
        }
        return null;
    }

    private void Measure(IReadOnlyList<GroupStatistics> groups, int epoch, GradientMeters meters, RunWriter writer)
    {
        if (groups.Count == 0) return;
        meters.Add(groups);
        _runMeters.Add(groups);
        if (groups.Any(group => group.Conflict is not null)) writer.AppendStep(StepRecords.Of(_step.Count, epoch, groups));
    }

    private void Keep(RunFolder folder, int epoch, bool isBest)
    {
        Checkpoint.Save(folder.LastWeightsFile, _model, epoch);
        if (isBest) Checkpoint.Save(folder.BestWeightsFile, _model, epoch);
    }

    private static EpochRecord Record(
        int epoch, double rate, BatchMeter training, EvaluationRecord validation, GradientMeters meters) => new()
        {
            Epoch = epoch,
            LearningRate = rate,
            Train = training.ToTrainingRecord(),
            Validation = validation,
            Encoders = meters.Records(meter => meter.ToEncoderRecord()),
        };

    private TimingRecord Timing(int epoch, long began, TimeSpan trained) => new()
    {
        Epoch = epoch,
        Seconds = _clock.GetElapsedTime(began).TotalSeconds,
        SamplesPerSecond = _data.Train.Count / trained.TotalSeconds,
        ResidentBytes = Process.GetCurrentProcess().WorkingSet64,
    };

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

    private bool IsBetter(EvaluationRecord candidate, EvaluationRecord best) =>
        _options.SelectBy == SelectionCriterion.ValidationAccuracy
            ? IsMeasured(candidate) && IsMeasured(best) ? candidate.Fused.Main > best.Fused.Main : HasLowerLoss(candidate, best)
            : HasLowerLoss(candidate, best);

    private static bool IsMeasured(EvaluationRecord scores) => !double.IsNaN(scores.Fused.Main);

    private static bool HasLowerLoss(EvaluationRecord candidate, EvaluationRecord best) =>
        candidate.Fused.Loss < best.Fused.Loss || best.Fused.Loss is null or double.NaN;

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
