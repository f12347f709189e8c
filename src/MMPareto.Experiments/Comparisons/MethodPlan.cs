using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>What will be run of one method.</summary>
public sealed record MethodPlan
{
    /// <summary>Name of the method.</summary>
    public required string Name { get; init; }

    /// <summary>Its configuration without seed and tuned settings; null when it is refused.</summary>
    public ConfigValues? Config { get; init; }

    /// <summary>Why it cannot train, known before any run; null when nothing speaks against it.</summary>
    public string? Refused { get; init; }

    /// <summary>What its tuning tries; empty when nothing of it is tuned.</summary>
    public IReadOnlyList<TuningCandidate> Candidates { get; init; } = [];

    /// <summary>The configuration of its run with a seed.</summary>
    /// <param name="seed">The training seed.</param>
    /// <param name="chosen">Settings that the tuning has chosen, each <c>key=value</c>.</param>
    /// <exception cref="InvalidOperationException">The method is refused.</exception>
    public ConfigValues ConfigFor(long seed, IReadOnlyList<string> chosen) => ConfigReader.Override(
        Config ?? throw new InvalidOperationException($"{Name} must not be refused to have a configuration; got: {Refused}"),
        [.. chosen, $"training.seed={seed}"]);
}
