using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Makes missing runs, several at a time, and knows how each ended.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="launcher">Makes them happen.</param>
/// <param name="observer">Sees them end.</param>
/// <param name="jobs">Runs at the same time.</param>
internal sealed class RunBatch(ComparisonFolder folder, IRunLauncher launcher, IComparisonObserver observer, int jobs)
{
    private readonly Dictionary<string, RunFolder> _finished = [];
    private readonly Dictionary<string, LaunchResult> _failures = [];
    private readonly Dictionary<string, LaunchResult> _refused = [];
    private readonly Lock _gate = new();

    /// <summary>The folder of a run; null when it has not finished.</summary>
    public RunFolder? FolderOf(PlannedRun run) => _finished.GetValueOrDefault(run.Name);

    /// <summary>Why a run has no folder; null when it has one.</summary>
    public LaunchResult? FailureOf(PlannedRun run) => _failures.GetValueOrDefault(run.Name);

    /// <summary>Makes those that are missing.</summary>
    public void Finish(IReadOnlyList<PlannedRun> runs, string what, CancellationToken stop)
    {
        var missing = new Queue<PlannedRun>();
        foreach (var run in runs)
        {
            if (folder.FindFinished(run) is { } there) _finished[run.Name] = there;
            else missing.Enqueue(run);
        }
        observer.PhaseStarted(runs.Count - missing.Count, missing.Count, what);
        Task[] workers = [.. Enumerable.Range(0, Math.Min(jobs, missing.Count)).Select(_ => Task.Factory.StartNew(
            () => Work(missing, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers, CancellationToken.None);
    }

    private void Work(Queue<PlannedRun> missing, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && TryTake(missing) is { } run)
        {
            var result = launcher.Launch(run, folder.MakeRoomFor(run), stop);
            lock (_gate) Keep(run, result);
        }
    }

    private PlannedRun? TryTake(Queue<PlannedRun> missing)
    {
        lock (_gate)
        {
            while (missing.TryDequeue(out var run))
            {
                if (!_refused.TryGetValue(run.Method, out var refusal)) return run;
                _failures[run.Name] = refusal;
            }
            return null;
        }
    }

    private void Keep(PlannedRun run, LaunchResult result)
    {
        var made = result.Outcome == LaunchOutcome.Finished ? folder.Adopt(run) : null;
        if (made is not null) _finished[run.Name] = made;
        else if (result.Outcome == LaunchOutcome.Finished) result = new(LaunchOutcome.Failed, "the run left no results.");
        if (made is null) _failures[run.Name] = result;
        if (result.Outcome == LaunchOutcome.Refused) _refused[run.Method] = result;
        var summary = made is null ? null : new RunReader(made).ReadSummary();
        var scores = run.Name.StartsWith("tuning/", StringComparison.Ordinal) ? summary?.Validation : summary?.Test;
        observer.RunEnded(run, result, scores?.Fused.Accuracy);
    }
}
