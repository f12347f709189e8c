namespace MMPareto.Data;

/// <summary>What is known of a file before it is opened.</summary>
internal static class FileContent
{
    /// <summary>
    /// Refuses what has no length: an empty file, and a pipe or device, at whose opening or reading a program may wait for ever. What is not
    /// there, or a folder, is left to who opens it.
    /// </summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="DataException">There is nothing to read.</exception>
    public static void Require(string path)
    {
        try
        {
            if (FileSize.Of(path) == 0)
                throw new DataException($"{path} must be a file with content; got an empty one, a pipe or a device. Get it anew.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>What the system says of a file that cannot be read, without its path once more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="e">What it raised.</param>
    public static DataException Unreadable(string path, Exception e) => new($"{path} cannot be read: " + e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        PathTooLongException => "the name is too long.",
        UnauthorizedAccessException => Directory.Exists(path) ? "it is a folder." : "access is denied.",
        _ => e.Message,
    }, e);
}
