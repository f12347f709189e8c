namespace MMPareto.Data.PreparedSets;

/// <summary>A video of a download of Kinetics.</summary>
/// <param name="Name">Name of the clip.</param>
/// <param name="Path">The file.</param>
/// <param name="Split">The part that a folder above tells; null for none.</param>
/// <param name="Class">The folder that it stands in, where that is no part; else null.</param>
internal sealed record KineticsVideo(string Name, string Path, string? Split, string? Class);
