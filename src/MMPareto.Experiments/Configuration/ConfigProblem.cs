namespace MMPareto.Experiments.Configuration;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Source">Where: <c>cg-mnist.yaml:12</c> (file and line), or <c>--set optimizer.lr</c>.</param>
/// <param name="Key">The key, section, or <c>the file</c>.</param>
/// <param name="Expected">What it must be, in words.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Nearest">The known name that was perhaps meant; null when none is near.</param>
public sealed record ConfigProblem(string Source, string Key, string Expected, string Found, string? Nearest = null)
{
    /// <summary>The problem as one line for the user.</summary>
    public override string ToString() =>
        (Source == $"--set {Key}" ? Source : $"{Source}: {Key}") + $" must be {Expected}; got {Found}."
        + (Nearest is null ? "" : $" Did you mean '{Nearest}'?");
}
