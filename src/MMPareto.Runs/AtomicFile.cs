using System.Text;

namespace MMPareto.Runs;

/// <summary>Files that are there whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes text as UTF-8.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="text">All of its text.</param>
    public static void WriteText(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes: beside the file, flushed to disk, then renamed.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="bytes">All of them.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var passing = path + RunFolder.PassingEnd;
        try
        {
            File.Delete(passing); // a link in its place would be written through
            using (var stream = new FileStream(passing, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(passing, path, overwrite: true);
        }
        catch
        {
            File.Delete(passing);
            throw;
        }
    }
}
