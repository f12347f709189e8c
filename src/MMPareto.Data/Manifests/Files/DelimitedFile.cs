using nietras.SeparatedValues;

namespace MMPareto.Data.Manifests.Files;

/// <summary>CSV and TSV by RFC 4180: quoted cells may hold separators, line breaks and doubled quotes. Empty lines are passed over.</summary>
internal static class DelimitedFile
{
    private const char Quote = '"';

    public static ManifestTable Read(string path)
    {
        using var text = TextFile.Open(path);
        using var reader = Sep.New(SeparatorOf(path)).Reader(options => options with { HasHeader = false, DisableColCountCheck = true })
            .From(text);
        string[] columns = [];
        List<string[]> rows = [];
        List<int> lines = [];
        foreach (var row in reader)
        {
            var cells = Cells(row, path);
            if (cells is [""]) continue;
            if (columns.Length == 0)
            {
                columns = Array.ConvertAll(cells, cell => cell.Trim());
                continue;
            }
            if (cells.Length != columns.Length)
                throw new DataException($"{path}:{row.LineNumberFrom} must have {columns.Length} cells, as the first row has; got {cells.Length}.");
            rows.Add(cells);
            lines.Add(row.LineNumberFrom);
        }
        return new ManifestTable(path, columns, rows, lines);
    }

    /// <summary>A tab in .tsv; in .csv a comma, or the semicolon when the first line has no comma.</summary>
    private static char SeparatorOf(string path)
    {
        if (path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase)) return '\t';
        using var text = TextFile.Open(path);
        var first = text.ReadLine() ?? "";
        return !first.Contains(',', StringComparison.Ordinal) && first.Contains(';', StringComparison.Ordinal) ? ';' : ',';
    }

    private static string[] Cells(SepReader.Row row, string path)
    {
        var cells = new string[row.ColCount];
        for (var i = 0; i < cells.Length; i++)
        {
            var raw = row[i].Span;
            if (raw.Contains('\0')) throw new DataException($"{path}:{row.LineNumberFrom} must be text; got a zero byte.");
            cells[i] = raw.Contains(Quote) ? Unquoted(raw) ?? throw new DataException(
                $"{path}:{row.LineNumberFrom} must have quotes around a whole cell, and doubled inside; got {CellText.Shown(raw)}.") : raw.ToString();
        }
        return cells;
    }

    /// <summary>What a quoted cell holds; null when quotes stand where they must not.</summary>
    private static string? Unquoted(ReadOnlySpan<char> raw)
    {
        if (raw.Length < 2 || raw[0] != Quote || raw[^1] != Quote) return null;
        var inner = raw[1..^1].ToString();
        var plain = inner.Replace("\"\"", "", StringComparison.Ordinal);
        return plain.Contains(Quote, StringComparison.Ordinal) ? null : inner.Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
