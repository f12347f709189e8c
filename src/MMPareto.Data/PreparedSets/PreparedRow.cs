namespace MMPareto.Data.PreparedSets;

/// <summary>A row of a manifest that is being made.</summary>
/// <param name="Id">Name of the sample.</param>
/// <param name="Split">train, validation or test.</param>
/// <param name="Group">What samples of one person have in common; null where nothing is known.</param>
/// <param name="Label">The class.</param>
/// <param name="Paths">The files, relative to the root of the manifest.</param>
internal sealed record PreparedRow(string Id, string Split, string? Group, string Label, IReadOnlyList<string> Paths);
