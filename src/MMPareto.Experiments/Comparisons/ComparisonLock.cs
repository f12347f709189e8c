using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Keeps a second comparison out of a folder. The lock is an open file: the system lets go of it when the process ends,
/// however it ends.</summary>
internal static class ComparisonLock
{
    /// <summary>Name of the file; it stays, and means nothing by itself.</summary>
    public const string Name = ".lock";

    /// <summary>Takes the lock until the result is disposed.</summary>
    /// <exception cref="RunFolderException">Another process has it.</exception>
    public static FileStream Take(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new RunFolderException(
                $"{folder} must not be in use; got a comparison that is going on there. Wait for its end, or give another --out.", e);
        }
    }
}
