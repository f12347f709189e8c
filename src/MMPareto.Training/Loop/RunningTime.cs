using MMPareto.Native.Weights;

namespace MMPareto.Training.Loop;

/// <summary>Seconds that a training has taken, over all processes that it went on in.</summary>
/// <param name="clock">Time.</param>
internal sealed class RunningTime(TimeProvider clock) : IStateful
{
    private double _before;
    private long _since = clock.GetTimestamp();

    /// <summary>Seconds so far.</summary>
    public double Seconds => _before + clock.GetElapsedTime(_since).TotalSeconds;

    /// <summary>Begins anew.</summary>
    public void Restart() => (_before, _since) = (0, clock.GetTimestamp());

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        (_before, _since) = (Seconds, clock.GetTimestamp());
        state.Number("seconds", ref _before);
    }
}
