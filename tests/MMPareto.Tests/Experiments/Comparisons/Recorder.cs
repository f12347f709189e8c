using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Maps;

namespace MMPareto.Tests.Experiments.Comparisons;

/// <summary>Writes down what it sees of a comparison.</summary>
internal sealed class Recorder : IMapObserver, IDisposable
{
    public List<string> Calls { get; } = [];

    public CancellationTokenSource Stop { get; init; } = new();

    public Action<RunTask> OnEnd { get; init; } = _ => { };

    public void CellStarted(MapCell cell, int number, int count) => Calls.Add($"place {number} of {count}: {cell.Name}");

    public void RunsPlanned(IReadOnlyList<RunTask> tasks, int finished, int remainingEpochs) =>
        Calls.Add($"{tasks.Count} runs, {finished} there, {remainingEpochs} epochs");

    public void RunStarted(RunTask task) => Calls.Add($"start {task.Label}");

    public void EpochFinished(RunTask task, int epoch) => Calls.Add($"epoch {epoch} of {task.Label}");

    public void RunEnded(RunTask task, RunOutcome outcome)
    {
        Calls.Add($"end {task.Label}");
        OnEnd(task);
    }

    public void Dispose() => Stop.Dispose();
}
