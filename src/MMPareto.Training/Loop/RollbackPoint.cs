using MMPareto.Native.Weights;

namespace MMPareto.Training.Loop;

/// <summary>What a step that is not finite takes learning back to: a copy in memory of all that learning changes.</summary>
/// <remarks>It is taken at the beginning of an epoch and after every <see cref="TrainerOptions.CheckpointSteps"/> steps: places that no clock and no stop moves,
/// as a run that was cut off is to go back to the same. States that are saved within an epoch carry it.</remarks>
/// <param name="everySteps">Steps between two, counted over the run; 0 for the beginning of epochs alone.</param>
internal sealed class RollbackPoint(int everySteps) : IStateful, IDisposable
{
    private StateArchive? _copies;

    /// <summary>Takes the copy, where there is a place for one.</summary>
    /// <param name="step">Steps taken in all.</param>
    /// <param name="stepOfEpoch">Those of the epoch.</param>
    /// <param name="visitLearnt">Visits all that learning changes.</param>
    public void TakeAt(long step, int stepOfEpoch, Action<StateArchive> visitLearnt)
    {
        if (_copies is not null && stepOfEpoch > 0 && (everySteps == 0 || step % everySteps != 0)) return;
        _copies?.Dispose();
        _copies = StateArchive.OfCopies();
        _copies.Number("step", ref step);
        visitLearnt(_copies.Under("learnt"));
    }

    /// <summary>Takes learning back.</summary>
    /// <param name="visitLearnt">Visits all that learning changes.</param>
    /// <returns>The step that it is after now.</returns>
    public long GoBack(Action<StateArchive> visitLearnt)
    {
        var copies = _copies!.Restoring();
        var step = 0L;
        copies.Number("step", ref step);
        visitLearnt(copies.Under("learnt"));
        return step;
    }

    /// <summary>Forgets it: an epoch is over, and the next one begins with its own.</summary>
    public void Clear()
    {
        _copies?.Dispose();
        _copies = null;
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Copies("copies", ref _copies);

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
