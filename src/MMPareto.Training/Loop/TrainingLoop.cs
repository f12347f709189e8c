using System.Diagnostics;
using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using MMPareto.Training.Logging;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Training.Loop;

/// <summary>A run of the training loop, from the beginning or from a saved state.</summary>
/// <param name="parts">What is trained, on what, and how.</param>
/// <param name="folder">The run folder.</param>
/// <param name="writer">Writes its records.</param>
/// <param name="observer">Sees the run go by.</param>
/// <param name="stop">Ends training before the next step.</param>
internal sealed class TrainingLoop(
    TrainingParts parts, RunFolder folder, RunWriter writer, ITrainingObserver observer, CancellationToken stop) : IStateful, IDisposable
{
    private readonly Model _model = parts.Model;
    private readonly BalancingMethod _method = parts.Method;
    private readonly ModelOptimizer _optimizer = parts.Optimizer;
    private readonly TrainerOptions _options = parts.Options;
    private readonly BatchLoader _loader = parts.Loader;
    private readonly TrainingStep _step = new(parts.Model, parts.Method, parts.Optimizer, parts.Options, parts.Device);
    private readonly StepFaults _faults = new(parts.Options);
    private readonly TrainingProgress _progress = new(parts.Model);
    private readonly RunningTime _time = new(parts.Clock);
    private readonly RunningTime _timeOfEpoch = new(parts.Clock);
    private readonly CheckpointClock _due = new(parts.Options, parts.Clock);
    private EpochRecord? _best;
    private readonly RollbackPoint _rollback = new(parts.Options.CheckpointSteps);
    private StateManifest? _saved;

    /// <summary>Trains to the end.</summary>
    /// <param name="from">Where to go on from; null for the beginning.</param>
    public TrainingOutcome Run(SavedState? from)
    {
        _model.train();
        _method.Begin(_model);
        SettleWeights(from?.Manifest.Epoch ?? 0);
        if (from is not null) Restore(from);
        var events = new EventLog(folder.FullPath);
        if (from is not null) TakeUpEpochs(events);
        observer.RunStarted(parts.Plan with { FirstEpoch = _progress.Epoch + 1, FirstStep = _progress.StepOfEpoch + 1 });
        _due.Restart(_step.Count);
        StopReason? stoppedBy;
        while ((stoppedBy = ReasonToEnd()) is null && _progress.Epoch < _options.Epochs && (stoppedBy = RunEpoch(events)) is null)
        {
            // An epoch is done; all of it is on disk.
        }
        if (stoppedBy == StopReason.Interrupted && _progress.StepOfEpoch > 0) Save(); // between epochs it has been saved
        return new TrainingOutcome(
            _progress.Epoch, _progress.BestEpoch, stoppedBy, _best?.Validation, _progress.OfRun.Records(meter => meter.ToConflictRecord()), _faults.Notes);
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        VisitLearnt(state);
        state.Visit("step", _step);
        state.Visit("progress", _progress);
        state.Visit("faults", _faults);
        state.Visit("rollback", _rollback);
        state.Visit("time", _time);
        state.Visit("time-of-epoch", _timeOfEpoch);
        using var generator = Generator.Default;
        using var now = generator.get_state();
        if (state.IsRestoring)
        {
            state.Tensor("generator", now); // of the length that this libtorch has
            generator.set_state(now);
            return;
        }
        var bytes = now.data<byte>().ToArray();
        state.Bytes("generator", ref bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _rollback.Dispose();

    /// <summary>What learning has changed: what a rollback takes back.</summary>
    private void VisitLearnt(StateArchive state)
    {
        var model = state.Under("model");
        foreach (var (name, value) in _model.state_dict()) model.Tensor(name, value);
        state.Visit("optimizer", _optimizer);
        state.Visit("method", _method);
    }

    /// <summary>Buffers and the method's memory: what a step that is left out may have changed.</summary>
    private void VisitChangedByStep(StateArchive state)
    {
        var buffers = state.Under("buffers");
        foreach (var (name, value) in _model.named_buffers()) buffers.Tensor(name, value);
        state.Visit("method", _method);
    }

    private StopReason? RunEpoch(EventLog events)
    {
        var epoch = _progress.Epoch + 1;
        if (_progress.StepOfEpoch == 0)
        {
            _timeOfEpoch.Restart();
            if (BeginEpoch(epoch) is { } reason) return reason;
        }
        var began = parts.Clock.GetTimestamp();
        var before = _progress.StepOfEpoch;
        if (TrainEpoch(epoch) is { } due) return due;
        var samplesPerSecond = Math.Min(parts.Data.Train.Count, (long)(_loader.BatchCount - before) * _options.BatchSize)
            / parts.Clock.GetElapsedTime(began).TotalSeconds;
        if (stop.IsCancellationRequested || _due.IsDue(_step.Count)) Save(); // who has asked to stop may not wait for validation
        var validation = Evaluator.Score(_model, parts.Data.Validation, parts.Device, _options.Workers, CancellationToken.None);
        EndEpoch(epoch, validation, samplesPerSecond, events);
        return null;
    }

    private void EndEpoch(int epoch, EvaluationRecord validation, double samplesPerSecond, EventLog events)
    {
        var record = new EpochRecord
        {
            Epoch = epoch,
            LearningRate = _progress.Rate,
            Train = _progress.Training.ToTrainingRecord(),
            Validation = validation,
            Encoders = _progress.OfEpoch.Records(meter => meter.ToEncoderRecord()),
        };
        _method.AfterEpoch(record);
        var isBest = _best is null || IsBetter(record.Validation, _best.Validation);
        if (isBest) _best = record;
        Checkpoint.Prepare(folder.LastWeightsFile, _model, epoch);
        if (isBest) Checkpoint.Prepare(folder.BestWeightsFile, _model, epoch);
        using var self = Process.GetCurrentProcess();
        var timing = new TimingRecord
        {
            Epoch = epoch,
            Seconds = _timeOfEpoch.Seconds,
            SamplesPerSecond = samplesPerSecond,
            ResidentBytes = self.WorkingSet64,
        };
        writer.AppendEpoch(record, timing);
        events.Add(record);
        _progress.EndEpoch(isBest);
        _rollback.Clear();
        Save();
        SettleWeights(epoch); // not before: a run that is killed and then ends early must not score weights of an epoch that it does not know
        observer.EpochFinished(record, timing, isBest);
    }

    private void SettleWeights(int epoch)
    {
        Checkpoint.Settle(folder.LastWeightsFile, epoch);
        Checkpoint.Settle(folder.BestWeightsFile, epoch);
    }

    private StopReason? BeginEpoch(int epoch)
    {
        StopReason? due = null;
        var start = new EpochStart(epoch, _model, parts.Data, _options, parts.Device) { Note = observer.Note };
        var probes = new ProbeRuns(start, _optimizer.Options, () => (due = ReasonToStop()) is not null);
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

    private StopReason? TrainEpoch(int epoch)
    {
        foreach (var batch in _loader.Epoch(epoch, _progress.StepOfEpoch))
        {
            using var owned = batch;
            if (ReasonToStop() is { } reason) return reason;
            if (_faults.Policy == NotFinitePolicy.Rollback) _rollback.TakeAt(_step.Count, _progress.StepOfEpoch, VisitLearnt);
            if (_progress.StepOfEpoch > 0 && _due.IsDue(_step.Count)) Save();
            var done = (double)_progress.StepOfEpoch / _loader.BatchCount;
            _progress.BeginStep(_optimizer.SetLearningRate(_options.Schedule(epoch - 1 + done)));
            Take(batch, epoch);
            observer.StepFinished(epoch, _progress.StepOfEpoch);
        }
        return null;
    }

    private void Take(MultimodalBatch batch, int epoch)
    {
        using var before = _faults.Policy == NotFinitePolicy.Skip ? StateArchive.OfCopies() : null;
        if (before is not null) VisitChangedByStep(before);
        try
        {
            Measure(_step.Take(batch, _progress.Training), epoch);
        }
        catch (NumericalException e)
        {
            var fault = e.At(_step.Count);
            _faults.Count(fault);
            if (before is null)
            {
                observer.Note(string.Create(CultureInfo.InvariantCulture, $"{fault.Where} was not finite; went back to what was learnt by step {_rollback.GoBack(VisitLearnt)}."));
                return;
            }
            VisitChangedByStep(before.Restoring());
            observer.Note($"{fault.Where} was not finite; left this step out.");
        }
    }

    private void Measure(IReadOnlyList<GroupStatistics> groups, int epoch)
    {
        if (groups.Count == 0) return;
        _progress.OfEpoch.Add(groups);
        _progress.OfRun.Add(groups);
        if (groups.Any(group => group.Conflict is not null)) writer.AppendStep(StepRecords.Of(_step.Count, epoch, groups));
    }

    private StopReason? ReasonToStop() => stop.IsCancellationRequested ? StopReason.Interrupted
        : _options.TimeLimit is { } limit && _time.Seconds >= limit.TotalSeconds ? StopReason.TimeLimit : null;

    /// <summary>Between epochs, before another one.</summary>
    private StopReason? ReasonToEnd() => _best is not null && _options.Patience > 0 && _progress.StepOfEpoch == 0
        && _progress.Epoch - _best.Epoch >= _options.Patience && _progress.Epoch < _options.Epochs ? StopReason.EarlyStopping : null;

    private bool IsBetter(EvaluationRecord candidate, EvaluationRecord best) =>
        _options.SelectBy == SelectionCriterion.ValidationAccuracy
            ? IsMeasured(candidate) && IsMeasured(best) ? candidate.Fused.Main > best.Fused.Main : HasLowerLoss(candidate, best)
            : HasLowerLoss(candidate, best);

    private static bool IsMeasured(EvaluationRecord scores) => double.IsFinite(scores.Fused.Main); // what is not is read back as NaN

    private static bool HasLowerLoss(EvaluationRecord candidate, EvaluationRecord best) =>
        candidate.Fused.Loss < best.Fused.Loss || best.Fused.Loss is not { } loss || !double.IsFinite(loss);

    private void Save()
    {
        _due.Restart(_step.Count);
        if (_saved is { } last && last.Step == _step.Count && last.Epoch == _progress.Epoch) return;
        using var state = StateArchive.ForWriting();
        VisitState(state);
        _saved = SavedState.Save(folder, state, new()
        {
            Step = _step.Count,
            Epoch = _progress.Epoch,
            StepOfEpoch = _progress.StepOfEpoch,
            Records = writer.Flush(),
            Sha256 = "",
        });
    }

    private void Restore(SavedState from)
    {
        _saved = from.Manifest;
        using var state = from.Read();
        VisitState(state);
        state.RequireAllVisited();
        if (_faults.Policy != NotFinitePolicy.Rollback) _rollback.Clear(); // it would be an old one when the policy is set again
    }

    /// <summary>The epochs that were whole are in the records; a long run has many.</summary>
    private void TakeUpEpochs(EventLog events)
    {
        foreach (var epoch in new RunReader(folder).StreamEpochs())
        {
            events.Add(epoch);
            if (epoch.Epoch == _progress.BestEpoch) _best = epoch;
        }
    }
}
