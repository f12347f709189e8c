using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The folder of a comparison or a map, held against other processes.</summary>
/// <remarks>The lock is an open file: the system lets go of it when the process ends, however it ends.</remarks>
internal static class StudyFolder
{
    private const string LockName = ".lock"; // it stays, and means nothing by itself

    /// <summary>Opens it, or makes it, and takes its lock until the result is disposed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="marker">A file that tells that it is one of ours.</param>
    /// <param name="kind">What it is called: <c>a comparison</c>.</param>
    /// <exception cref="ConfigException">There is something else.</exception>
    /// <exception cref="RunFolderException">Another process uses it, or it cannot be made.</exception>
    public static FileStream Open(string path, string marker, string kind)
    {
        ConfigException NotOurs(string found) => new(
            [new ConfigProblem("--out", "the folder", $"a new one, an empty one, or that of {kind}", $"{found}, {ConfigText.Quote(path)}")]);
        if (File.Exists(path)) throw NotOurs("a file");
        if (Directory.Exists(path) && !File.Exists(Path.Combine(path, marker))
            && Directory.EnumerateFileSystemEntries(path).Any(entry => Path.GetFileName(entry) != LockName))
            throw NotOurs("a folder with other files");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} must be a folder that can be made; got: {e.Message} Give another --out.", e);
        }
        return Take(path, kind);
    }

    private static FileStream Take(string folder, string kind)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new RunFolderException(
                $"{folder} must not be in use; got {kind} that is going on there. Wait for its end, or give another --out.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{folder} must be a folder that can be written to; got: {e.Message} Give another --out.", e);
        }
    }
}
