using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The folder of a comparison or a map, held against other processes.</summary>
internal static class StudyFolder
{
    /// <summary>Opens it, or makes it, and takes its lock until the result is disposed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="marker">A file that tells that it is one of ours.</param>
    /// <param name="kind">What it is called: <c>a comparison</c>.</param>
    /// <exception cref="ConfigException">There is something else.</exception>
    /// <exception cref="RunFolderException">Another process uses it, or it cannot be made.</exception>
    public static FolderLock Open(string path, string marker, string kind)
    {
        ConfigException NotOurs(string found) => new(
            [new ConfigProblem("--out", "the folder", $"a new one, an empty one, or that of {kind}", $"{found}, {ConfigText.Quote(path)}")]);
        if (File.Exists(path)) throw NotOurs("a file");
        if (Directory.Exists(path) && !File.Exists(Path.Combine(path, marker))
            && Directory.EnumerateFileSystemEntries(path).Any(entry => !Path.GetFileName(entry).StartsWith(FolderLock.FileName, StringComparison.Ordinal)))
            throw NotOurs("a folder with other files");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} must be a folder that can be made; got: {e.Message} Give another --out.", e);
        }
        var held = FolderLock.Take(path, kind, "give another --out");
        try
        {
            OwnFiles.RequireToWrite(path);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
