using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.Sources;

/// <summary>A method of a comparison with its runs.</summary>
/// <param name="Record">What the comparison says of it.</param>
/// <param name="Runs">Its runs that are there.</param>
internal sealed record MethodRuns(ComparedMethodRecord Record, IReadOnlyList<RunSource> Runs)
{
    /// <summary>Its name.</summary>
    public string Name => Record.Name;
}
