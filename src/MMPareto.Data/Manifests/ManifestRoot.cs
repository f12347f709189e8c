namespace MMPareto.Data.Manifests;

/// <summary>The folder that the files of a manifest must be in.</summary>
/// <remarks>Text is looked at first, then links. A link that is put in place between this check and the opening of a file is not seen; readers look
/// again after reading. Hard links cannot be told from files.</remarks>
/// <param name="folder">The folder; may be a link itself.</param>
/// <param name="followsLinks">Whether links in it may lead anywhere.</param>
internal sealed class ManifestRoot(string folder, bool followsLinks)
{
    /// <summary>The full path, its links not followed.</summary>
    public string FullPath { get; } = Path.GetFullPath(folder);

    /// <summary>Whether links in it may lead anywhere.</summary>
    public bool FollowsLinks => followsLinks;

    /// <summary>The full path that a text in a cell means; null when it is not below the folder, or no path of this system.</summary>
    /// <param name="text">The text.</param>
    public string? Resolve(string text)
    {
        if (CellPath.IsForeign(text, OperatingSystem.IsWindows())) return null;
        var full = Path.GetFullPath(text, FullPath);
        return RealPath.IsBelow(FullPath, full) ? full : null;
    }

    /// <summary>Whether a path below the folder leads out of it by a link, or in a circle, and must not.</summary>
    /// <param name="full">The full path.</param>
    public bool LeadsOut(string full) => !followsLinks && RealPath.LeadsOut(FullPath, full);
}
