namespace MMPareto.Tests.Training;

/// <summary>A clock that goes on only when told to.</summary>
internal sealed class ManualClock(DateTimeOffset? start = null) : TimeProvider
{
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() =>
        (start ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) + _passed;

    public void Advance(double seconds) => _passed += TimeSpan.FromSeconds(seconds);
}
