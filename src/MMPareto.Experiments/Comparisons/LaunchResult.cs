namespace MMPareto.Experiments.Comparisons;

/// <summary>How an attempt at a run ended.</summary>
/// <param name="Outcome">Whether it finished.</param>
/// <param name="Message">What was wrong, in one line; empty when nothing was.</param>
public sealed record LaunchResult(LaunchOutcome Outcome, string Message = "");
