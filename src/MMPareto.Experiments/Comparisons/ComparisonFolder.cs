using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The folder of a comparison: finished runs in their places, unfinished ones apart.</summary>
/// <remarks>
/// A run is made below <c>incomplete/</c> and moved to its place by one rename when it has ended. What a killed run has left stays
/// there and is never taken for finished. A lock file that is held open keeps a second process out.
/// </remarks>
public sealed class ComparisonFolder : IDisposable
{
    private readonly FileStream _lock;

    /// <summary>Opens or makes the folder.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="RunFolderException">It cannot be made, or another process is at work in it.</exception>
    public ComparisonFolder(string path)
    {
        FullPath = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(FullPath);
            _lock = new(Path.Join(FullPath, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (Directory.Exists(FullPath))
        {
            throw new RunFolderException(
                $"{path} must be free for this comparison; got another process at work in it. Wait for its end, or give another --out.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} must be a folder that can be made; got: {e.Message} Give another --out.", e);
        }
    }

    /// <summary>Absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The folder of a run that has finished with the same settings; null when there is none yet.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="RunFolderException">A run with other settings stands in its place.</exception>
    public RunFolder? FindFinished(PlannedRun run)
    {
        var place = PlaceOf(run);
        if (!Directory.Exists(place)) return Adopt(run);
        var folder = RunFolder.Open(place);
        if (DifferingKey(folder, run) is not { } key) return folder;
        throw new RunFolderException(
            $"{place} must be a run with the settings asked for; got another {key}. Give another --out, or move that folder away.");
    }

    /// <summary>A folder for an attempt at a run.</summary>
    /// <param name="run">The run.</param>
    public string MakeRoomFor(PlannedRun run) => Directory.CreateDirectory(Path.Join(FullPath, "incomplete", run.Name)).FullName;

    /// <summary>Moves a run that an attempt has finished to its place.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The folder; null when no attempt has finished.</returns>
    public RunFolder? Adopt(PlannedRun run)
    {
        var attempts = Path.Join(FullPath, "incomplete", run.Name);
        if (!Directory.Exists(attempts)) return null;
        foreach (var attempt in Directory.GetDirectories(attempts).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Join(attempt, "summary.json"))) continue;
            var folder = RunFolder.Open(attempt);
            if (new RunReader(folder).ReadSummary().StoppedBy == StopReason.Interrupted || DifferingKey(folder, run) is not null) continue;
            var place = PlaceOf(run);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            Directory.Move(attempt, place);
            return RunFolder.Open(place);
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private string PlaceOf(PlannedRun run) => Path.Join(FullPath, run.Name);

    private static string? DifferingKey(RunFolder folder, PlannedRun run)
    {
        var there = ConfigReader.ReadFile(folder.ConfigFile, run.Config.Schema, []);
        return run.Config.FirstDifference(there);
    }
}
