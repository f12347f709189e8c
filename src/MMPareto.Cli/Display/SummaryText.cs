using System.Globalization;
using MMPareto.Runs;

namespace MMPareto.Cli.Display;

/// <summary>What is said at the end of a run.</summary>
internal static class SummaryText
{
    /// <summary>The lines.</summary>
    /// <param name="summary">The outcome.</param>
    /// <param name="testCount">Samples in the test set; 0 when that is not known.</param>
    /// <param name="folder">The run folder, as it is to be shown.</param>
    /// <param name="room">Most characters in a line of running text.</param>
    public static IEnumerable<string> Lines(SummaryRecord summary, int testCount, string folder, int room)
    {
        yield return "";
        var ending = Ending(summary.StoppedBy);
        yield return $"Best of {EpochCount(summary.Epochs)} on validation: epoch {summary.BestEpoch}.{ending}";
        yield return testCount == 0 ? "Test set:" : string.Create(CultureInfo.InvariantCulture, $"Test set, {testCount:N0} samples:");
        yield return "";
        ScoreTable.Column[] columns =
        [
            .. ScoreTable.ColumnsOf(summary.Test), ScoreTable.MainOnly(summary.Last.Test, ", last epoch"),
        ];
        foreach (var row in ScoreTable.Lines(columns)) yield return row;
        foreach (var row in PatternTable.Lines(summary.Test, room)) yield return row;
        yield return "";
        foreach (var note in summary.Notes)
            foreach (var line in WordWrap.Lines($"Note: {note}", room)) yield return line;
        yield return $"Run folder: {folder}";
    }

    /// <summary><c>1 epoch</c>, <c>2 epochs</c>.</summary>
    public static string EpochCount(int epochs) =>
        string.Create(CultureInfo.InvariantCulture, $"{epochs} {(epochs == 1 ? "epoch" : "epochs")}");

    private static string Ending(StopReason? reason) => reason switch
    {
        StopReason.EarlyStopping => " Stopped early: validation no longer improved.",
        StopReason.TimeLimit => " Stopped at the time limit.",
        StopReason.Interrupted => " Stopped on request.",
        _ => "",
    };
}
