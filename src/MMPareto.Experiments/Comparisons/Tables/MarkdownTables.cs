using System.Text;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>Writes <c>comparison.md</c>.</summary>
public static class MarkdownTables
{
    /// <summary>The tables, then footnotes and notes.</summary>
    /// <param name="set">The tables.</param>
    public static string Write(TableSet set)
    {
        var text = new StringBuilder($"{MarkdownText.Escape(set.Heading)}\n");
        foreach (var table in set.Tables)
        {
            text.Append($"\n{MarkdownText.Escape(table.Title)}:\n\n");
            AppendRow(text, table.Columns);
            text.Append($"|---|{string.Concat(Enumerable.Repeat("--:|", table.Columns.Count - 1))}\n");
            foreach (var row in table.Rows) AppendRow(text, row.Select(cell => cell.Marked));
        }
        if (set.Footnotes.Count > 0) text.Append('\n');
        for (var i = 0; i < set.Footnotes.Count; i++) text.Append($"{i + 1}. {MarkdownText.Escape(set.Footnotes[i])}\n");
        if (set.Notes.Count > 0) text.Append('\n');
        foreach (var note in set.Notes) text.Append($"- {MarkdownText.Escape(note)}\n");
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append($"| {string.Join(" | ", cells.Select(MarkdownText.Escape))} |\n");
}
