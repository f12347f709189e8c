using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>All that came of one method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Refused">Why it cannot train this model; null when it can.</param>
/// <param name="Tuning">How it was tuned; null when it was not.</param>
/// <param name="Runs">What came of each seed, in order; empty when it is refused.</param>
public sealed record MethodResult(
    string Name, string? Refused, TuningRecord? Tuning, IReadOnlyList<(long Seed, RunOutcome Outcome)> Runs);
