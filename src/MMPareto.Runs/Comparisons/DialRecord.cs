namespace MMPareto.Runs.Comparisons;

/// <summary>A setting that a map varies.</summary>
/// <param name="Key">Section and name.</param>
/// <param name="Values">Its values, in order.</param>
public sealed record DialRecord(string Key, IReadOnlyList<string> Values);
