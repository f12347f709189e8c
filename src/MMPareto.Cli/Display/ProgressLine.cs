using System.Globalization;

namespace MMPareto.Cli.Display;

/// <summary>The line below the table: how far the epoch is, and how long the run still takes.</summary>
internal static class ProgressLine
{
    private const int WidestBar = 30;

    /// <summary>The line, at most as wide as asked for.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="epochs">Epochs in all.</param>
    /// <param name="step">Steps done in this epoch.</param>
    /// <param name="steps">Steps in an epoch.</param>
    /// <param name="elapsed">Time since the run began, or goes on.</param>
    /// <param name="width">Columns there are.</param>
    /// <param name="symbols">What to draw with.</param>
    /// <param name="before">Steps that were done before, in a run that goes on.</param>
    public static string Text(
        int epoch, int epochs, int step, int steps, TimeSpan elapsed, int width, Symbols symbols, long before = 0)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs} ");
        var left = Left(((long)epoch - 1) * steps + step, before, (long)epochs * steps, elapsed);
        var after = string.Create(CultureInfo.InvariantCulture, $" {step}/{steps} steps, {left} left");
        var bar = Math.Clamp(width - start.Length - after.Length - 1, 0, WidestBar);
        var full = (int)((long)bar * step / steps);
        var line = start + new string(symbols.Full, full) + new string(symbols.Empty, bar - full) + after;
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }

    private static string Left(long done, long before, long all, TimeSpan elapsed) =>
        done <= before ? "?" : Durations.Rough(elapsed * ((double)(all - done) / (done - before)));
}
