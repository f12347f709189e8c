namespace MMPareto.Experiments.Comparisons;

/// <summary>A setting with several values: to be tuned, or to be mapped.</summary>
/// <param name="Key">Section and name.</param>
/// <param name="Values">The values, in order; one at least.</param>
public sealed record VariedKey(string Key, IReadOnlyList<string> Values);
