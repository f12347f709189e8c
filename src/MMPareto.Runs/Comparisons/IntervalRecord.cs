namespace MMPareto.Runs.Comparisons;

/// <summary>An interval of confidence.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public sealed record IntervalRecord(double Low, double High);
