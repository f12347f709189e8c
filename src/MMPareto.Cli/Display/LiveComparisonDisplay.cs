using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Maps;
using Spectre.Console;

namespace MMPareto.Cli.Display;

/// <summary>A line that moves, with the runs that have ended above it, on a terminal.</summary>
internal sealed class LiveComparisonDisplay : IComparisonDisplay
{
    private static readonly Style Quiet = new(Color.Grey);

    private readonly Terminal _terminal;
    private readonly IAnsiConsole _console;
    private readonly ComparisonProgress _progress;
    private readonly Lock _gate = new(); // a note may come from the thread of a signal
    private LiveDisplayContext? _context;
    private bool _isMap;

    /// <summary>A display that has not begun.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="clock">Time for the time left.</param>
    public LiveComparisonDisplay(Terminal terminal, TimeProvider clock) =>
        (_terminal, _console, _progress) = (terminal, terminal.CreateConsole(), new(clock));

    /// <inheritdoc/>
    public T Show<T>(Func<IMapObserver, T> run) =>
        _console.Live(new Text("")).AutoClear(true).Start(context =>
        {
            _context = context;
            return run(this);
        });

    /// <inheritdoc/>
    public void CellStarted(MapCell cell, int number, int count)
    {
        _isMap = true;
        Note(ComparisonProgress.PlaceText(cell, number, count));
    }

    /// <inheritdoc/>
    public void RunsPlanned(IReadOnlyList<RunTask> tasks, int finished, int remainingEpochs)
    {
        lock (_gate) _progress.Plan(tasks.Count, finished, remainingEpochs);
    }

    /// <inheritdoc/>
    public void RunStarted(RunTask task)
    {
        lock (_gate) _progress.Start(task);
        Draw();
    }

    /// <inheritdoc/>
    public void EpochFinished(RunTask task, int epoch)
    {
        lock (_gate) _progress.Advance(task, epoch);
        Draw();
    }

    /// <inheritdoc/>
    public void RunEnded(RunTask task, RunOutcome outcome)
    {
        lock (_gate) _progress.End(task);
        if (!_isMap || outcome.Run is null) Note(RunLine.Text(task, outcome));
        Draw();
    }

    /// <inheritdoc/>
    public void Note(string sentence)
    {
        lock (_gate)
            foreach (var line in WordWrap.Lines(sentence, _terminal.Room))
                _console.Write(new Text($"{line.PadRight(_terminal.Room)}\n", Quiet) { Overflow = Overflow.Crop });
    }

    /// <inheritdoc/>
    public void Abandon() => _console.Cursor.Show();

    private void Draw()
    {
        lock (_gate) _context?.UpdateTarget(new Text(_progress.Line(_terminal.Width)));
    }
}
