using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The folder of a comparison, held against other processes; described in <c>docs/comparing.md</c>.</summary>
internal sealed class ComparisonFolder : IDisposable
{
    private const string PlanName = "plan.yaml";
    private const string Incomplete = "incomplete";
    private const string RefusedName = "refused";
    private const long LargestRefusal = 1 << 21;

    private readonly FolderLock _lock;
    private readonly Lock _gate = new();

    private ComparisonFolder(string path) => (Shown, _lock) = (path, StudyFolder.Open(path, PlanName, "a comparison"));

    /// <summary>The path as it was given.</summary>
    public string Shown { get; }

    /// <summary>Opens a comparison's folder, or makes one.</summary>
    /// <exception cref="ConfigException">There is something else.</exception>
    /// <exception cref="RunFolderException">Another process uses it, or it cannot be made.</exception>
    public static ComparisonFolder Open(string path) => new(path);

    /// <summary>Path of what stands in the folder under a name with slashes.</summary>
    public string In(string name) => Path.Combine([Shown, .. name.Split('/')]);

    /// <summary>Writes a file, whole or not at all.</summary>
    public void Write(string name, string text) => AtomicFile.WriteText(In(name), text);

    /// <summary>Writes what was asked for.</summary>
    public void WritePlan(ComparisonPlan plan) => Write(PlanName, PlanText.Write(plan));

    /// <summary>The finished run in a task's place; null when there is none yet.</summary>
    /// <exception cref="RunFolderException">What is there is no finished run.</exception>
    public FinishedRun? Find(RunTask task)
    {
        if (!Path.Exists(In(task.Target))) return null;
        var folder = RunFolder.Open(In(task.Target));
        return folder.HasSummary ? new FinishedRun(task.Target, folder) : throw new RunFolderException(
            $"{In(task.Target)} must be a finished run; got one without {Path.GetFileName(folder.SummaryFile)}. Move it elsewhere.");
    }

    /// <summary>What is different in the configurations of finished runs, once for each key.</summary>
    public IReadOnlyList<ConfigProblem> Conflicts(IEnumerable<RunTask> tasks)
    {
        var conflicts = tasks.Select(task => (Task: task, Run: Find(task))).Where(pair => pair.Run is not null)
            .SelectMany(pair => ConfigConflicts.Find(
                ConfigReader.ReadFile(pair.Run!.Folder.ConfigFile, ExperimentSchema.Schema, []), pair.Task.Config, In(pair.Task.Target)));
        return [.. conflicts.DistinctBy(problem => (problem.Key, problem.Expected, problem.Found))];
    }

    /// <summary>A new folder for a run in the making.</summary>
    public string MakePlace(RunTask task)
    {
        lock (_gate)
        {
            var place = Places(task).First(place => !Path.Exists(place)); // what a cut-off run has left is kept
            Directory.CreateDirectory(place);
            return place;
        }
    }

    /// <summary>A run of the same configuration that was cut off, with the folder that it was made in; null when there is none.</summary>
    public (string Place, string? RunFolder)? FindUnfinished(RunTask task)
    {
        foreach (var place in Places(task).TakeWhile(Directory.Exists).Reverse())
            if (Directory.GetDirectories(place) is [var run] && IsOf(task, run)) return (place, run);
        return null;
    }

    /// <summary>Moves a finished run from where it was made to where it is looked for.</summary>
    public FinishedRun Adopt(RunTask task, string place, string runFolder)
    {
        var log = Path.Combine(place, ChildProcessLauncher.LogName);
        var kept = Path.Combine(runFolder, ChildProcessLauncher.LogName);
        if (File.Exists(log) && !File.Exists(kept)) File.Move(log, kept);
        File.Delete(log); // what the process printed that found the run finished, where one was killed right here
        Directory.CreateDirectory(Path.GetDirectoryName(In(task.Target))!);
        Directory.Move(runFolder, In(task.Target));
        File.Delete(Path.Combine(place, ChildProcessLauncher.ConfigName)); // the run has its own
        DeleteIfEmpty(place);
        DeleteIfEmpty(In(Incomplete));
        return new FinishedRun(task.Target, RunFolder.Open(In(task.Target)));
    }

    /// <summary>Why a method with this configuration was refused in an earlier run; null when it was not.</summary>
    public string? FindRefusal(string method, ConfigValues config)
    {
        var path = In($"{RefusedName}/{method}.yaml");
        if (!File.Exists(path) || FileSize.Of(path) is null or 0 or > LargestRefusal) return null;
        var (reason, rest) = File.ReadAllText(path).Split('\n', 2) is [var first, var second] ? (first, second) : ("", "");
        return reason.StartsWith("# ", StringComparison.Ordinal) && rest == ConfigWriter.Write(config) ? reason[2..] : null;
    }

    /// <summary>Remembers that a method is refused, so that it is not tried again.</summary>
    public void KeepRefusal(string method, ConfigValues config, string reason)
    {
        Directory.CreateDirectory(In(RefusedName));
        Write($"{RefusedName}/{method}.yaml", $"# {reason}\n{ConfigWriter.Write(config)}");
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>Folders that runs of a task are made in, one after the other when there was one before.</summary>
    private IEnumerable<string> Places(RunTask task)
    {
        var name = task.Target.Replace("runs/", "", StringComparison.Ordinal).Replace('/', '-');
        return Enumerable.Range(1, int.MaxValue - 1).Select(number =>
            In($"{Incomplete}/{name}{(number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}"))}"));
    }

    private static bool IsOf(RunTask task, string run)
    {
        try
        {
            var config = ConfigReader.ReadFile(RunFolder.Open(run).ConfigFile, ExperimentSchema.Schema, []);
            return !ConfigConflicts.Find(config, task.Config, run).Any();
        }
        catch (Exception e) when (e is RunFolderException or ConfigException)
        {
            return false; // it was cut off before it had anything
        }
    }

    private void DeleteIfEmpty(string folder)
    {
        lock (_gate)
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }
}
