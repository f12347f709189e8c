using MMPareto.Runs.Comparisons;

namespace MMPareto.Benchmarks.Results;

/// <summary>What was measured of a <see cref="Bar"/>.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its 95 % interval; null for a count, or with fewer than six rounds.</param>
internal sealed record BarRecord(string Id, double Value, IntervalRecord? Interval);
