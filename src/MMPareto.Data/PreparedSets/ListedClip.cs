namespace MMPareto.Data.PreparedSets;

/// <summary>A line of a published list.</summary>
/// <param name="Id">Name of the clip.</param>
/// <param name="Class">Name or number of its class.</param>
/// <param name="Split">train or test, after the list.</param>
/// <param name="Place">File and line, for messages.</param>
internal sealed record ListedClip(string Id, string Class, string Split, string Place);
