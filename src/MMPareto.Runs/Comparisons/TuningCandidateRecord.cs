namespace MMPareto.Runs.Comparisons;

/// <summary>One candidate in the tuning of a method.</summary>
/// <param name="Settings">Each <c>key=value</c>.</param>
/// <param name="ValidationAccuracy">Of the main output at its best epoch; null when it failed.</param>
public sealed record TuningCandidateRecord(IReadOnlyList<string> Settings, double? ValidationAccuracy);
