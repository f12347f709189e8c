namespace MMPareto.Experiments.Comparisons;

/// <summary>A setting to be tuned.</summary>
/// <param name="Path">Section and name of the key.</param>
/// <param name="Values">What to try, in order, as it would follow <c>--set KEY=</c>.</param>
public sealed record TunedKey(string Path, IReadOnlyList<string> Values);
