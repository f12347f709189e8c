namespace MMPareto.Training.Loop;

/// <summary>Tells when the state is to be saved within an epoch.</summary>
/// <param name="options">How often.</param>
/// <param name="clock">Time.</param>
internal sealed class CheckpointClock(TrainerOptions options, TimeProvider clock)
{
    private long _step;
    private long _since = clock.GetTimestamp();

    /// <summary>Whether it is time.</summary>
    /// <param name="step">Steps taken in all.</param>
    public bool IsDue(long step) => (options.CheckpointSteps > 0 && step - _step >= options.CheckpointSteps)
        || (options.CheckpointTime is { } time && clock.GetElapsedTime(_since) >= time);

    /// <summary>The state is saved now.</summary>
    /// <param name="step">Steps taken in all.</param>
    public void Restart(long step) => (_step, _since) = (step, clock.GetTimestamp());
}
