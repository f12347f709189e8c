namespace MMPareto.Data.Manifests.Checking;

/// <summary>Something that a check of a manifest has found.</summary>
/// <param name="IsError">Whether training would stop at it; else it is worth a look.</param>
/// <param name="Kind">What sort of thing, in a few words, the same for all of its sort.</param>
/// <param name="Text">One line: where, what was expected, what was found, what to do.</param>
public sealed record ManifestFinding(bool IsError, string Kind, string Text);
