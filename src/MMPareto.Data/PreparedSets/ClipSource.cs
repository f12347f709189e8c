namespace MMPareto.Data.PreparedSets;

/// <summary>A clip of a download.</summary>
/// <param name="Id">Its name, which becomes that of its folder.</param>
/// <param name="Video">The video.</param>
/// <param name="Sound">A WAV file; null where the sound is in the video.</param>
internal sealed record ClipSource(string Id, string Video, string? Sound);
