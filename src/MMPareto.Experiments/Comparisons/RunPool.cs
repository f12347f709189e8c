using System.Collections.Concurrent;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Makes the runs that are not there yet, several at a time.</summary>
internal sealed class RunPool(ComparisonFolder folder, IRunLauncher launcher, int jobs, IComparisonObserver observer)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, string> _refused = new();

    /// <summary>Makes them all; what was there already is not made again.</summary>
    /// <exception cref="OperationCanceledException">Stopped on request; finished runs are kept.</exception>
    public IReadOnlyDictionary<RunTask, RunOutcome> Run(IReadOnlyList<RunTask> tasks, CancellationToken stop)
    {
        var outcomes = new ConcurrentDictionary<RunTask, RunOutcome>();
        foreach (var task in tasks)
            if (folder.Find(task) is { } run) outcomes[task] = new RunOutcome(run);
        RunTask[] remaining = [.. tasks.Where(task => !outcomes.ContainsKey(task))];
        lock (_gate) observer.RunsPlanned(tasks, outcomes.Count, remaining.Sum(task => task.Epochs));
        Work(new ConcurrentQueue<RunTask>(remaining), outcomes, stop);
        stop.ThrowIfCancellationRequested();
        return outcomes;
    }

    private void Work(ConcurrentQueue<RunTask> queue, ConcurrentDictionary<RunTask, RunOutcome> outcomes, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] workers = [.. Enumerable.Range(0, Math.Min(jobs, queue.Count)).Select(_ => Task.Factory.StartNew(
            () => Drain(queue, outcomes, either), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers, CancellationToken.None); // they end by themselves when asked to stop
    }

    private void Drain(ConcurrentQueue<RunTask> queue, ConcurrentDictionary<RunTask, RunOutcome> outcomes, CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && queue.TryDequeue(out var task))
            {
                if (RunOne(task, stop.Token) is not { } outcome) continue;
                outcomes[task] = outcome;
                lock (_gate) observer.RunEnded(task, outcome);
            }
        }
        catch
        {
            stop.Cancel(); // the folder cannot be written to, or the like: the others cannot go on either
            throw;
        }
    }

    private RunOutcome? RunOne(RunTask task, CancellationToken stop)
    {
        if (_refused.TryGetValue(task.Method, out var reason)) return new RunOutcome(Refusal: reason);
        lock (_gate) observer.RunStarted(task);
        var (place, unfinished) = folder.FindUnfinished(task) ?? (folder.MakePlace(task), null);
        var result = launcher.Launch(task.Config, place, unfinished, epoch => Tell(task, epoch), stop);
        switch (result.State)
        {
            case LaunchState.Finished:
                return Keep(task, place, result.RunFolder!, stop);
            case LaunchState.Refused:
                if (!task.IsTrial) _refused[task.Method] = result.Message!;
                return new RunOutcome(Refusal: result.Message!);
            case LaunchState.Failed:
                return new RunOutcome(Failure: result.Message);
            default:
                return stop.IsCancellationRequested ? null : new RunOutcome(Failure: "stopped before its first epoch was whole");
        }
    }

    /// <summary>A run that was interrupted has a summary as well, but not of all that was asked.</summary>
    private RunOutcome? Keep(RunTask task, string place, string runFolder, CancellationToken stop)
    {
        var run = new FinishedRun(task.Target, RunFolder.Open(runFolder));
        if (run.Summary.StoppedBy != StopReason.Interrupted) return new RunOutcome(folder.Adopt(task, place, runFolder));
        return stop.IsCancellationRequested ? null : new RunOutcome(Failure: "stopped by a signal");
    }

    private void Tell(RunTask task, int epoch)
    {
        lock (_gate) observer.EpochFinished(task, epoch);
    }
}
