namespace MMPareto.Data.PreparedSets;

/// <summary>What came out of a download.</summary>
/// <param name="Manifests">The manifests that were written, the main one first.</param>
/// <param name="UnusableCount">Clips or objects that are in no manifest.</param>
/// <param name="UnusablePath">The table that names them with the reason; null when there are none.</param>
/// <param name="Notes">What one should know of the parts, a sentence each.</param>
/// <param name="Root">The folder that paths in the manifests start from, where it is not that of the manifests; else null.</param>
public sealed record PreparedSet(
    IReadOnlyList<PreparedManifest> Manifests, int UnusableCount, string? UnusablePath, IReadOnlyList<string> Notes, string? Root = null);
