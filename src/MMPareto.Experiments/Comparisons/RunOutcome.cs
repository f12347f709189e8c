namespace MMPareto.Experiments.Comparisons;

/// <summary>What came of a run: one of the three is not null.</summary>
/// <param name="Run">The run, when it has finished.</param>
/// <param name="Failure">What broke it, in one line.</param>
/// <param name="Refusal">Why its method cannot train this model, in one line.</param>
public sealed record RunOutcome(FinishedRun? Run = null, string? Failure = null, string? Refusal = null);
