namespace MMPareto.Benchmarks.Timing;

/// <summary>Something that is timed beside others.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Act">Does it once.</param>
internal sealed record Contender(string Name, Action Act);
