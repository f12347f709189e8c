namespace MMPareto.Data.PreparedSets;

/// <summary>A manifest that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="RowCounts">Rows of each part that it has, in the order training, validation, test.</param>
public sealed record PreparedManifest(string Path, IReadOnlyList<(string Split, int Count)> RowCounts);
