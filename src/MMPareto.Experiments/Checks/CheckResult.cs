namespace MMPareto.Experiments.Checks;

/// <summary>What a look at one part of the machine has shown.</summary>
/// <param name="Name">What was looked at, for example <c>libtorch</c>.</param>
/// <param name="State">Whether it is well.</param>
/// <param name="Found">What was found, one line.</param>
/// <param name="Advice">What to do about it, one line; null when there is nothing to do.</param>
public sealed record CheckResult(string Name, CheckState State, string Found, string? Advice = null);
