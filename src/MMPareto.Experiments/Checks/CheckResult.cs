namespace MMPareto.Experiments.Checks;

/// <summary>What a look at one part of the machine has shown.</summary>
/// <param name="Name">What was looked at, for example <c>libtorch</c>.</param>
/// <param name="State">Whether it is well.</param>
/// <param name="Found">What was found, one line.</param>
/// <param name="Advice">What to do about it, one line; null when there is nothing to do.</param>
public sealed record CheckResult(string Name, CheckState State, string Found, string? Advice = null)
{
    internal static CheckResult Ok(string name, string found) => new(name, CheckState.Ok, found);

    internal static CheckResult Warning(string name, string found, string advice) =>
        new(name, CheckState.Warning, found, advice);

    internal static CheckResult Failure(string name, string found, string advice) =>
        new(name, CheckState.Failure, found, advice);
}
