using nietras.SeparatedValues;

namespace MMPareto.Data.Manifests.Files;

/// <summary>CSV and TSV by RFC 4180: quoted cells may hold separators, line breaks and doubled quotes. Empty lines are passed over.</summary>
internal static class DelimitedFile
{
    private const char Quote = '"';
    private const int LookedAt = 1 << 16; // for the separator

    public static ManifestTable Read(string path)
    {
        using var text = TextFile.Open(path);
        string[] columns = [];
        List<string[]> rows = [];
        List<int> lines = [];
        var next = 1;
        try
        {
            using var reader = Sep.New(SeparatorOf(path)).Reader(options => options with { HasHeader = false, DisableColCountCheck = true }).From(text);
            foreach (var row in reader)
            {
                next = row.LineNumberToExcl;
                if (row.ColCount > ManifestTable.MostColumns)
                    throw new DataException($"{path}:{row.LineNumberFrom} must have {ManifestTable.MostColumns} cells at most; got {row.ColCount}.");
                var cells = Cells(row, path);
                if (cells is [""]) continue;
                if (columns.Length == 0)
                {
                    columns = cells;
                    continue;
                }
                if (cells.Length != columns.Length)
                    throw new DataException($"{path}:{row.LineNumberFrom} must have {columns.Length} cells, as the first row has; got {cells.Length}.");
                rows.Add(cells);
                lines.Add(row.LineNumberFrom);
            }
        }
        catch (NotSupportedException e)
        {
            throw new DataException($"{path}:{next} must be a row of at most {TextFile.LongestLine} characters; got more, as where a quote is not closed.", e);
        }
        return new ManifestTable(path, columns, rows, lines);
    }

    /// <summary>A tab in .tsv; in .csv a comma, or the semicolon when the first line has no comma.</summary>
    private static char SeparatorOf(string path)
    {
        if (path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase)) return '\t';
        using var text = TextFile.Open(path);
        var beginning = new char[LookedAt];
        var first = beginning.AsSpan(0, text.ReadBlock(beginning));
        if (first.IndexOfAny('\r', '\n') is >= 0 and var end) first = first[..end];
        return !first.Contains(',') && first.Contains(';') ? ';' : ',';
    }

    private static string[] Cells(SepReader.Row row, string path)
    {
        var cells = new string[row.ColCount];
        for (var i = 0; i < cells.Length; i++)
        {
            var raw = row[i].Span;
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
