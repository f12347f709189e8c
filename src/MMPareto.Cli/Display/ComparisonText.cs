using MMPareto.Experiments.Comparisons.Tables;

namespace MMPareto.Cli.Display;

/// <summary>A comparison as lines for the terminal. A table that is too wide goes on below, with the names again.</summary>
internal static class ComparisonText
{
    private const string Gap = "  ";
    private const int NarrowestLine = 40;

    /// <summary>The lines.</summary>
    /// <param name="tables">The tables of a comparison or a map.</param>
    /// <param name="terminal">What can be shown.</param>
    public static IEnumerable<string> Lines(TableSet tables, Terminal terminal)
    {
        var lines = Lines(tables, Math.Max(NarrowestLine, terminal.Room));
        return terminal.IsUnicode ? lines
            : lines.Select(line => line.Replace("±", "+-", StringComparison.Ordinal).Replace("–", "-", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(TableSet set, int room)
    {
        yield return "";
        foreach (var line in WordWrap.Lines(set.Heading, room)) yield return line;
        foreach (var table in set.Tables)
        {
            yield return "";
            foreach (var line in WordWrap.Lines(table.Title + ":", room)) yield return line;
            foreach (var block in Blocks(table, room))
            {
                yield return "";
                foreach (var line in block) yield return line;
            }
        }
        yield return "";
        for (var i = 0; i < set.Footnotes.Count; i++)
            foreach (var line in WordWrap.Lines($"[{i + 1}] {set.Footnotes[i]}", room)) yield return line;
        foreach (var note in set.Notes)
            foreach (var line in WordWrap.Lines($"Note: {note}", room)) yield return line;
    }

    private static IEnumerable<IEnumerable<string>> Blocks(ComparisonTable table, int room)
    {
        string[][] rows = [[.. table.Columns], .. table.Rows.Select(row => row.Select(cell => cell.Marked).ToArray())];
        int[] widths = [.. table.Columns.Select((_, column) => rows.Max(row => row[column].Length))];
        for (var next = 1; next < widths.Length;)
        {
            var (first, used) = (next, widths[0]);
            do used += Gap.Length + widths[next++];
            while (next < widths.Length && used + Gap.Length + widths[next] <= room);
            var columns = Enumerable.Range(first, next - first).ToArray();
            yield return rows.Select(row =>
                row[0].PadRight(widths[0]) + string.Concat(columns.Select(column => Gap + row[column].PadLeft(widths[column]))));
        }
    }
}
