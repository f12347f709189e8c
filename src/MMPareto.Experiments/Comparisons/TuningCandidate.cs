using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>One combination of the tuned settings of a method.</summary>
/// <param name="Settings">Each <c>key=value</c>, in the order asked for.</param>
/// <param name="Config">The configuration of its run, seed and epochs of the tuning included.</param>
public sealed record TuningCandidate(IReadOnlyList<string> Settings, ConfigValues Config)
{
    /// <summary>Name of its folder.</summary>
    public string Name => string.Join(',', Settings);
}
