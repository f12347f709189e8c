namespace MMPareto.Experiments.Comparisons.Launching;

/// <summary>What came of a run.</summary>
/// <param name="State">How it ended.</param>
/// <param name="RunFolder">Path of the run folder; null unless it has finished.</param>
/// <param name="Message">Why it did not finish, in one line; null when it did.</param>
public sealed record LaunchResult(LaunchState State, string? RunFolder = null, string? Message = null);
