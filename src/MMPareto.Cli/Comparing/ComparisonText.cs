using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Cli.Comparing;

/// <summary>The result of a comparison as lines of text.</summary>
internal static class ComparisonText
{
    private const string Gap = "  ";

    /// <summary>Scores, differences, notes.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="width">Columns of the terminal, within which tables stay if they can.</param>
    /// <param name="room">Most characters in a line of running text.</param>
    public static IEnumerable<string> Lines(ComparisonRecord comparison, int width, int room)
    {
        yield return "";
        var titles = ComparisonTables.ScoreTitles(comparison);
        var scores = comparison.Methods.Select(method => ComparisonTables.ScoreCells(comparison, method)).ToArray();
        foreach (var line in Table(titles, scores, width)) yield return line;
        var differences = ComparisonTables.Others(comparison).Select(ComparisonTables.DifferenceCells).ToArray();
        if (differences.Length > 0)
        {
            yield return "";
            foreach (var line in Table(ComparisonTables.DifferenceTitles(comparison), differences, width)) yield return line;
        }
        yield return "";
        foreach (var note in ComparisonTables.Notes(comparison))
            foreach (var line in WordWrap.Lines(note, room)) yield return line;
    }

    /// <summary>A table; one too wide for the terminal is continued below with the columns that did not fit.</summary>
    private static IEnumerable<string> Table(IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        int[] widths = [.. titles.Select((title, c) => rows.Select(row => row[c].Length).Append(title.Length).Max())];
        for (var first = 1; first < titles.Count;)
        {
            var (last, used) = (first, Gap.Length + widths[0] + Gap.Length + widths[first]);
            while (last + 1 < titles.Count && used + Gap.Length + widths[last + 1] < width) used += Gap.Length + widths[++last];
            if (first > 1) yield return "";
            int[] columns = [0, .. Enumerable.Range(first, last - first + 1)];
            foreach (var row in rows.Prepend(titles))
                yield return (Gap + string.Join(Gap, columns.Select(c =>
                    c == 0 ? row[c].PadRight(widths[c]) : row[c].PadLeft(widths[c])))).TrimEnd();
            first = last + 1;
        }
    }
}
