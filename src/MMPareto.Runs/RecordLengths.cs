namespace MMPareto.Runs;

/// <summary>How many bytes of a run's records are on disk at some moment of it.</summary>
/// <param name="Metrics">Of <c>metrics.jsonl</c>.</param>
/// <param name="Timing">Of <c>timing.jsonl</c>.</param>
/// <param name="Gradients">Of <c>gradients.jsonl</c>.</param>
public sealed record RecordLengths(long Metrics, long Timing, long Gradients);
