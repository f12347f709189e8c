namespace MMPareto.Runs;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, flushes to disk and renames.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var passing = path + ".tmp";
        using (var stream = new FileStream(passing, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        File.Move(passing, path, overwrite: true);
    }
}
