namespace MMPareto.Tests.Runs;

/// <summary>A clock that stands still at 10:15 UTC.</summary>
internal sealed class FixedClock : TimeProvider
{
    public static DateTimeOffset Time { get; } = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Time;
}
