namespace MMPareto.Data.Frames;

/// <summary>A folder whose pictures are the frames of a clip.</summary>
public static class FrameFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"];

    /// <summary>The frames in their order.</summary>
    /// <param name="folder">
    /// Where they are. Files that are no pictures by their name, hidden ones (with a dot in front) and folders
    /// below are passed over.
    /// </param>
    /// <returns>At least one path, in the <see cref="NaturalOrder"/> of their names.</returns>
    /// <exception cref="DataException">The folder is missing, cannot be read, has no picture, or one whose name is not to be shown.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        var frames = Files(folder).Where(IsFrame)
            .OrderBy(path => Path.GetFileName(path), NaturalOrder.Instance).ToArray();
        if (Array.Exists(frames, path => Path.GetFileName(path).Any(char.IsControl)))
            throw new DataException($"{folder} must have names of frames without line breaks and other control characters. Rename them.");
        return frames.Length > 0
            ? frames
            : throw new DataException(
                $"{folder}: expected frames ({string.Join(", ", Extensions)}); found none. Extract them, or leave " +
                "the clip out.");
    }

    private static string[] Files(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{folder} cannot be read as a folder of frames: {e.Message}", e);
        }
    }

    private static bool IsFrame(string path) =>
        Path.GetFileName(path)[0] != '.'
        && Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
