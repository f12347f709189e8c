namespace MMPareto.Cli.Display;

/// <summary>A table of texts; the last column is wrapped on a terminal, and left whole in a file.</summary>
internal static class TextTable
{
    private const string Gap = "  ";
    private const int NarrowestColumn = 20;

    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="titles">One a column.</param>
    /// <param name="rows">One text a column.</param>
    public static void Write(
        Terminal terminal, IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] lines = [titles, .. rows];
        int[] widths = [.. titles.SkipLast(1).Select((_, column) => lines.Max(line => line[column].Length))];
        var indent = widths.Sum() + Gap.Length * (widths.Length + 1);
        var room = Math.Max(NarrowestColumn, terminal.Room - indent);
        foreach (var line in lines)
        {
            var cells = widths.Select((width, column) => line[column].PadRight(width) + Gap);
            var first = Gap + string.Concat(cells);
            foreach (var part in WordWrap.Lines(line[^1], room))
            {
                terminal.Out.WriteLine(first + part);
                first = new string(' ', indent);
            }
        }
    }
}
