using System.Text.Json;

namespace MMPareto.Data.Manifests.Files;

/// <summary>JSON lines: an object a line; its keys are the columns. A key that a line lacks, or null, is an empty cell.</summary>
internal static class JsonLinesFile
{
    public static ManifestTable Read(string path)
    {
        var columns = new OrderedDictionary<string, int>();
        List<string[]> rows = [];
        List<int> lines = [];
        var most = TableSize.MostBytes(FileSize.Of(path) ?? 0);
        foreach (var (i, line) in TextFile.Lines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var place = $"{path}:{i + 1}";
            var cells = Cells(line, place, columns);
            if (TableSize.BytesOf(rows.Count + 1, columns.Count) > most)
                throw new DataException(
                    $"{place} must make a table of at most {most} bytes of memory with all before it, in a file of its length; got {rows.Count + 1} objects and {columns.Count} keys, which many lack. Save it as CSV.");
            rows.Add(Row(cells, columns.Count));
            lines.Add(i + 1);
        }
        for (var row = 0; row < rows.Count; row++) rows[row] = Widened(rows[row], columns.Count);
        return new ManifestTable(path, [.. columns.Keys], rows, lines);
    }

    private static string[] Row(Dictionary<int, string> cells, int count)
    {
        var row = new string[count];
        for (var i = 0; i < count; i++) row[i] = cells.GetValueOrDefault(i, "");
        return row;
    }

    private static string[] Widened(string[] row, int count)
    {
        var before = row.Length;
        Array.Resize(ref row, count);
        row.AsSpan(before).Fill("");
        return row;
    }

    private static Dictionary<int, string> Cells(string line, string place, OrderedDictionary<string, int> columns)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new DataException($"{place} must be a JSON object; got {Kind(json.RootElement)}.");
            var cells = new Dictionary<int, string>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                var (name, shown) = (CellText.Name(property.Name), CellText.Shown(property.Name));
                if (name.Length is 0 or > ManifestTable.LongestName)
                    throw new DataException($"{place} must name every column, by {ManifestTable.LongestName} characters at most; got key '{shown}'.");
                columns.TryAdd(name, columns.Count);
                if (columns.Count > ManifestTable.MostColumns)
                    throw new DataException($"{place} must bring the columns to {ManifestTable.MostColumns} at most; got one more.");
                if (!cells.TryAdd(columns[name], Cell(property.Value, $"{place}, key '{shown}'")))
                    throw new DataException($"{place} must have each key once; got '{shown}' twice.");
            }
            return cells;
        }
        catch (InvalidOperationException e)
        {
            throw new DataException($"{place} must be text in Unicode; got half of a character.", e);
        }
        catch (JsonException e)
        {
            throw new DataException($"{place} must be a JSON object; got text that is no JSON ({JsonReason.Of(e, isLine: true)})", e);
        }
    }

    private static string Cell(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(ManifestTable.ListSeparator, value.EnumerateArray().Select(entry =>
            entry.ValueKind is JsonValueKind.Array or JsonValueKind.Object
                ? throw new DataException($"{place} must be a plain value or a list of such; got {Kind(entry)} in the list.") : Cell(entry, place))),
        _ => throw new DataException($"{place} must be a plain value or a list of such; got {Kind(value)}."),
    };

    private static string Kind(JsonElement value) => value.ValueKind == JsonValueKind.Object ? "an object"
        : value.ValueKind == JsonValueKind.Array ? "a list" : "a plain value";
}
