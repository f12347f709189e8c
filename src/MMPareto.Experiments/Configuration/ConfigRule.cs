namespace MMPareto.Experiments.Configuration;

/// <summary>A relation that the values of several keys must fulfil.</summary>
/// <param name="Paths">The keys it looks at; the first is the one to blame. It is checked when all of them are valid
/// and apply.</param>
/// <param name="Expected">What the first must be, in words: <c>at most training.batch_size</c>.</param>
/// <param name="Check">What was found instead, in words; null when all is well.</param>
public sealed record ConfigRule(IReadOnlyList<string> Paths, string Expected, Func<ConfigValues, string?> Check);
