namespace MMPareto;

/// <summary>The size of a file before it is opened.</summary>
internal static class FileSize
{
    /// <summary>
    /// Bytes of a file, of what it leads to when it is a link: 0 also of a pipe and a device, at whose opening or reading a program may wait for ever. Null when
    /// there is no file, or a folder, or links in a circle.
    /// </summary>
    /// <remarks>The length of <see cref="FileInfo"/> is that of a link's own text.</remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The system does not tell.</exception>
    /// <exception cref="UnauthorizedAccessException">The system does not allow it.</exception>
    public static long? Of(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is null) return file.Exists ? file.Length : null;
        try
        {
            return file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : null;
        }
        catch (IOException)
        {
            return null; // a circle, which nothing opens
        }
    }
}
