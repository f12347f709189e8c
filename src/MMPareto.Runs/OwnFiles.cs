namespace MMPareto.Runs;

/// <summary>Files of a folder that somebody else may have made: they must be in it, and not too large to be read.</summary>
/// <remarks>A folder of a run, a comparison or an exported model is passed on as a whole. A link in it could lead to any file of the machine it comes
/// to, whose content would then stand in a report or an error. The folder itself may be a link.</remarks>
public static class OwnFiles
{
    /// <summary>The end of the names of weights, and of their manifest, that have not got their own yet.</summary>
    public const string NextEnd = ".next";

    /// <summary>Refuses links that lead out of a folder, and files without content but for lists of lines that may have none yet: a pipe, at whose opening a
    /// program would wait, has none. What is not there is left to who needs it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Paths of files or folders in it.</param>
    /// <exception cref="RunFolderException">One is not in the folder, leads out of it by a link, or is no file with content.</exception>
    public static void Require(string folder, params IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            if (!IsInside(folder, file)) throw LeadsOut(file);
            if (!file.EndsWith(".jsonl", StringComparison.Ordinal) && FileSize.Of(file) == 0)
                throw new RunFolderException($"{file} must be a file with content; got an empty one, a pipe or a device.");
        }
    }

    /// <summary>The same of all files of a run that are read.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="RunFolderException">One is a link that leads out, or no file with content.</exception>
    public static void Require(RunFolder run) => Require(run.FullPath,
    [
        run.ConfigFile, run.EnvironmentFile, run.MetricsFile, run.TimingFile, run.GradientsFile, run.SummaryFile, run.PredictionsFile,
        run.PreprocessingFile, run.DiagnosticsFile, .. OfWeights(run.BestWeightsFile), .. OfWeights(run.LastWeightsFile),
    ]);

    /// <summary>Weights with their manifest, and the one that a crash between the two has left.</summary>
    /// <param name="weights">The file of weights.</param>
    public static IReadOnlyList<string> OfWeights(string weights) =>
        [weights, Path.ChangeExtension(weights, ".json"), Path.ChangeExtension(weights, ".json") + NextEnd];

    /// <summary>Refuses every link in a folder, at any depth, that leads out of it: what goes on there writes to many files.</summary>
    /// <param name="folder">The folder; may be a link itself.</param>
    /// <exception cref="RunFolderException">There is one.</exception>
    public static void RequireToWrite(string folder)
    {
        var ahead = new Stack<string>([folder]);
        while (ahead.TryPop(out var next))
        {
            foreach (var entry in new DirectoryInfo(next).EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is not null)
                {
                    if (!IsInside(folder, entry.FullName)) throw LeadsOut(entry.FullName);
                }
                else if (entry is DirectoryInfo)
                {
                    ahead.Push(entry.FullName);
                }
            }
        }
    }

    /// <summary>The same of a run, whose folders must be such.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="RunFolderException">There is a link that leads out, or something else in the place of a folder.</exception>
    public static void RequireToWrite(RunFolder run)
    {
        RequireToWrite(run.FullPath);
        foreach (var folder in new[] { run.CheckpointsFolder, run.StatesFolder }.Where(File.Exists))
            throw new RunFolderException($"{folder} must be a folder; got a file, a pipe or a device. Take another copy of the run.");
    }

    /// <summary>Whether a path is below a folder and stays there when links are followed.</summary>
    /// <param name="folder">The folder; may be a link.</param>
    /// <param name="path">The path, from the folder or full.</param>
    public static bool IsInside(string folder, string path)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var full = Path.GetFullPath(path, root);
        return RealPath.IsBelow(root, full) && !RealPath.LeadsOut(root, full);
    }

    private static RunFolderException LeadsOut(string file) =>
        new($"{file} must be a file of its own folder; got a link that leads out of it. Put the file itself in its place.");

    /// <summary>Whether there is anything to be read; a pipe, at whose opening a program would wait, has no length.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="largest">The most bytes it may have.</param>
    /// <exception cref="RunFolderException">It is too large.</exception>
    internal static bool HasText(string path, long largest) => FileSize.Of(path) switch
    {
        0 => false,
        var length when length > largest => throw new RunFolderException(FormattableString.Invariant(
            $"{path} must have at most {largest} bytes; got {length}. It is damaged, or more than can be read at once.")),
        _ => true,
    };
}
