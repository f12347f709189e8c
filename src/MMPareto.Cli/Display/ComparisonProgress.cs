using System.Globalization;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Maps;

namespace MMPareto.Cli.Display;

/// <summary>How far a comparison is, and how long it still takes.</summary>
/// <remarks>Epochs are counted as if each took as long as any other; the tuning and the comparison itself are counted one
/// after the other.</remarks>
internal sealed class ComparisonProgress(TimeProvider clock)
{
    private readonly Dictionary<RunTask, int> _going = [];
    private int _runs;
    private int _ended;
    private int _epochs;
    private int _epochsDone;
    private long _started;

    public void Plan(int runs, int ended, int epochs) =>
        (_runs, _ended, _epochs, _epochsDone, _started) = (runs, ended, epochs, 0, clock.GetTimestamp());

    public void Start(RunTask task) => _going[task] = 0;

    public void Advance(RunTask task, int epoch)
    {
        _epochsDone += epoch - _going.GetValueOrDefault(task);
        _going[task] = epoch;
    }

    public void End(RunTask task)
    {
        Advance(task, task.Epochs); // also when it broke: nothing of it is left to do
        _going.Remove(task);
        _ended++;
    }

    /// <summary><c>place 3/6: data.noise=2</c>.</summary>
    public static string PlaceText(MapCell cell, int number, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"place {number}/{count}: {string.Join(", ", cell.Settings)}");

    /// <summary><c>3/6</c>.</summary>
    public string Count => string.Create(CultureInfo.InvariantCulture, $"{_ended}/{_runs}");

    /// <summary><c>5:12</c>, or <c>?</c> before the first epoch.</summary>
    public string Left => _epochsDone == 0 ? "?"
        : Durations.Rough(clock.GetElapsedTime(_started) * ((double)(_epochs - _epochsDone) / _epochsDone));

    /// <summary>The live line, at most as wide as asked for.</summary>
    public string Line(int width)
    {
        var before = $"{Count} runs, {Left} left: ";
        var going = string.Join("; ", _going.Select(
            pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Label}, epoch {Math.Min(pair.Value + 1, pair.Key.Epochs)}/{pair.Key.Epochs}")));
        var line = before + going;
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }
}
