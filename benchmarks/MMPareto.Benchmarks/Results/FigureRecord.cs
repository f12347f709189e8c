namespace MMPareto.Benchmarks.Results;

/// <summary>A number that was measured, or computed from what was.</summary>
/// <param name="Subject">What it was measured on.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">A unit of <see cref="Units"/>.</param>
internal sealed record FigureRecord(string Subject, string Name, double Value, string Unit);
