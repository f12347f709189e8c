namespace MMPareto.Runs.Comparisons;

/// <summary>A quantity over the seeds.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="StandardDeviation">Its standard deviation, with n − 1; null with one seed.</param>
/// <param name="Count">Number of seeds, n.</param>
public sealed record MeanRecord(double Mean, double? StandardDeviation, int Count);
