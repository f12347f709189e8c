using MMPareto.Fuzzing.Engine;

namespace MMPareto.Fuzzing.Targets;

/// <summary>All targets, in the order of the table.</summary>
internal static class TargetList
{
    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. ConfigTargets.All, .. ManifestTargets.All, .. MnistTargets.All, .. MediaTargets.All, .. PictureTargets.All, .. WeightsTargets.All,
        .. RunFolderTargets.All, .. StudyTargets.All, .. ModelTargets.All,
    ];

    /// <summary>One by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FuzzException">There is none of it.</exception>
    public static FuzzTarget Find(string name) => All.FirstOrDefault(target => target.Name == name)
        ?? throw new FuzzException($"a target must be one of {string.Join(", ", All.Select(target => target.Name))}; got '{name}'.");
}
