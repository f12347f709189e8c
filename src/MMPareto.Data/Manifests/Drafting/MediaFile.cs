namespace MMPareto.Data.Manifests.Drafting;

/// <summary>A file of a folder that a manifest is drafted from.</summary>
/// <param name="Path">Its path below the folder, with slashes.</param>
/// <param name="Folders">Names of the folders on the way.</param>
/// <param name="Stem">Its name without the ending.</param>
/// <param name="Kind">image, audio or array.</param>
internal sealed record MediaFile(string Path, IReadOnlyList<string> Folders, string Stem, string Kind)
{
    /// <summary>The file; null when it is none that a manifest could name.</summary>
    public static MediaFile? Of(string root, string file)
    {
        var path = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/');
        return ColumnDetector.MediaKindOf(path) is { } kind
            ? new(path, path.Split('/')[..^1], System.IO.Path.GetFileNameWithoutExtension(path), kind.ToString().ToLowerInvariant()) : null;
    }
}
