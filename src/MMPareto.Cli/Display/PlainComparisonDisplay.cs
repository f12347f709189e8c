using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Maps;

namespace MMPareto.Cli.Display;

/// <summary>One line a run on standard error, as the table goes to standard output.</summary>
internal sealed class PlainComparisonDisplay(Terminal terminal, TimeProvider clock) : IComparisonDisplay
{
    private readonly ComparisonProgress _progress = new(clock);
    private bool _isMap;

    /// <inheritdoc/>
    public T Show<T>(Func<IMapObserver, T> run) => run(this);

    /// <inheritdoc/>
    public void CellStarted(MapCell cell, int number, int count)
    {
        _isMap = true;
        Note(ComparisonProgress.PlaceText(cell, number, count));
    }

    /// <inheritdoc/>
    public void RunsPlanned(IReadOnlyList<RunTask> tasks, int finished, int remainingEpochs) =>
        _progress.Plan(tasks.Count, finished, remainingEpochs);

    /// <inheritdoc/>
    public void RunStarted(RunTask task) => _progress.Start(task);

    /// <inheritdoc/>
    public void EpochFinished(RunTask task, int epoch) => _progress.Advance(task, epoch);

    /// <inheritdoc/>
    public void RunEnded(RunTask task, RunOutcome outcome)
    {
        _progress.End(task);
        if (!_isMap || outcome.Run is null) Note($"{_progress.Count} runs, {_progress.Left} left; {RunLine.Text(task, outcome)}");
    }

    /// <inheritdoc/>
    public void Note(string sentence) => terminal.Error.WriteLine($"mmpareto: {sentence}");

    /// <inheritdoc/>
    public void Abandon()
    {
    }
}
