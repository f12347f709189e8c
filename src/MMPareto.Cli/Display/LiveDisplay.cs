using System.Globalization;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training;
using Spectre.Console;

namespace MMPareto.Cli.Display;

/// <summary>A table that grows by a row an epoch, with a moving progress line below, on a terminal.</summary>
/// <remarks>Only the progress line is drawn anew; rows stay in the terminal's history.</remarks>
internal sealed class LiveDisplay : ITrainingDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Best = new(Color.Green);
    private static readonly Style Quiet = new(Color.Grey);

    private readonly Terminal _terminal;
    private readonly TimeProvider _clock;
    private readonly IAnsiConsole _console;
    private readonly Lock _gate = new(); // a note may come from the thread of a signal
    private LiveDisplayContext? _context;
    private TrainingPlan? _plan;
    private EpochTable? _table;
    private long _started;
    private long _drawn;

    /// <summary>A display that has not begun.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="clock">Time for the time left.</param>
    public LiveDisplay(Terminal terminal, TimeProvider clock) =>
        (_terminal, _clock, _console) = (terminal, clock, terminal.CreateConsole());

    /// <inheritdoc/>
    public int TestCount => _plan?.TestCount ?? 0;

    /// <inheritdoc/>
    public RunFolder? Folder { get; private set; }

    /// <inheritdoc/>
    public void FolderOpened(RunFolder folder) => Folder = folder;

    /// <inheritdoc/>
    public T Show<T>(Func<ITrainingObserver, T> run) =>
        _console.Live(new Text("")).AutoClear(true).Start(context =>
        {
            _context = context;
            return run(this);
        });

    /// <inheritdoc/>
    public void RunStarted(TrainingPlan plan)
    {
        lock (_gate)
        {
            (_plan, _started) = (plan, _clock.GetTimestamp());
            _table = new EpochTable(plan, _terminal.Width, _terminal.Symbols);
            foreach (var line in Describe(plan)) WriteText(line);
            WriteLine("", Quiet);
            foreach (var line in _table.Heading) WriteLine(line, Heading);
        }
    }

    /// <inheritdoc/>
    public void StepFinished(int epoch, int step)
    {
        if (_plan is null || _drawn != 0 && _clock.GetElapsedTime(_drawn) < Interval) return;
        lock (_gate) Draw(epoch, step, _plan);
    }

    /// <inheritdoc/>
    public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest)
    {
        lock (_gate) WriteLine(_table!.Row(epoch, timing, isBest), isBest ? Best : Style.Plain);
    }

    /// <inheritdoc/>
    public void Note(string sentence)
    {
        lock (_gate) WriteText(sentence);
    }

    /// <inheritdoc/>
    public void Abandon() => _console.Cursor.Show();

    private void Draw(int epoch, int step, TrainingPlan plan)
    {
        _drawn = _clock.GetTimestamp();
        var elapsed = _clock.GetElapsedTime(_started, _drawn);
        _context!.UpdateTarget(new Text(ProgressLine.Text(
            epoch, plan.Epochs, step, plan.StepsPerEpoch, elapsed, _terminal.Width, _terminal.Symbols,
            (plan.FirstEpoch - 1L) * plan.StepsPerEpoch + plan.FirstStep - 1)));
    }

    private void WriteText(string text)
    {
        foreach (var line in WordWrap.Lines(text, _terminal.Room)) WriteLine(line, Quiet);
    }

    /// <summary>Writes a line above the progress line, padded to cover what was drawn there.</summary>
    private void WriteLine(string line, Style style) =>
        _console.Write(new Text($"{line.PadRight(_terminal.Room)}\n", style) { Overflow = Overflow.Crop });

    private static string[] Describe(TrainingPlan plan)
    {
        static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
        var modalities = string.Join(", ", plan.Modalities);
        var threads = plan.Threads == 1 ? "1 thread" : $"{Count(plan.Threads)} threads";
        return
        [
            $"{plan.Method} on {modalities}: {Count(plan.ParameterCount)} parameters, {plan.Device}, {threads}, {plan.Precision.Name()}",
            $"{Count(plan.TrainCount)} samples to train on, {Count(plan.ValidationCount)} to choose the epoch, {Count(plan.TestCount)} to test",
        ];
    }
}
