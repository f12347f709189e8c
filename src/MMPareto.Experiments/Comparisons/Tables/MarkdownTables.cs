using System.Text;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>Writes <c>comparison.md</c>.</summary>
public static class MarkdownTables
{
    /// <summary>The tables, then footnotes and notes.</summary>
    /// <param name="set">The tables.</param>
    public static string Write(TableSet set)
    {
        var text = new StringBuilder($"{Escape(set.Heading)}\n");
        foreach (var table in set.Tables)
        {
            text.Append($"\n{Escape(table.Title)}:\n\n");
            AppendRow(text, table.Columns);
            text.Append($"|---|{string.Concat(Enumerable.Repeat("--:|", table.Columns.Count - 1))}\n");
            foreach (var row in table.Rows) AppendRow(text, row.Select(cell => cell.Marked));
        }
        if (set.Footnotes.Count > 0) text.Append('\n');
        for (var i = 0; i < set.Footnotes.Count; i++) text.Append($"{i + 1}. {Escape(set.Footnotes[i])}\n");
        if (set.Notes.Count > 0) text.Append('\n');
        foreach (var note in set.Notes) text.Append($"- {Escape(note)}\n");
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append($"| {string.Join(" | ", cells.Select(Escape))} |\n");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (@"\`*_[]<>|~".Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(c is '\n' or '\r' ? ' ' : c);
        }
        return escaped.ToString();
    }
}
