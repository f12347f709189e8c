using MMPareto.Experiments.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>One place of a map.</summary>
/// <param name="Settings">The value of each dial, each <c>key=value</c>.</param>
/// <param name="Comparison">What is run there.</param>
public sealed record MapCell(IReadOnlyList<string> Settings, ComparisonPlan Comparison)
{
    /// <summary>The settings as a name.</summary>
    public string Name => string.Join(',', Settings);

    /// <summary>Its folder, relative to the map's, with slashes.</summary>
    public string Folder => $"cells/{Name}";

    /// <summary>The value of each dial.</summary>
    public IReadOnlyList<string> Values => [.. Settings.Select(setting => setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..])];
}
