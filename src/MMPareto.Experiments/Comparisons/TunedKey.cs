namespace MMPareto.Experiments.Comparisons;

/// <summary>A setting to tune.</summary>
/// <param name="Key">Section and name.</param>
/// <param name="Values">What is tried, in order; one value at least.</param>
public sealed record TunedKey(string Key, IReadOnlyList<string> Values);
