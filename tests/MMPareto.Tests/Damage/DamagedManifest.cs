using System.Text;
using System.Text.Json;
using MMPareto.Data.Tables;

namespace MMPareto.Tests.Damage;

/// <summary>One manifest that is being damaged: cells to change, files to add, or bytes in place of all that.</summary>
/// <param name="folder">The folder of the good files.</param>
/// <param name="stem">A name of its own in that folder.</param>
/// <param name="ending">The ending of the manifest, with the dot.</param>
internal sealed class DamagedManifest(string folder, string stem, string ending)
{
    private bool _isWritten;

    public string Path => System.IO.Path.Combine(folder, stem + ending);

    public List<string> Columns { get; } = [.. HealthyManifest.Columns];

    public List<string[]> Rows { get; } = [.. Enumerable.Range(0, HealthyManifest.RowCount).Select(HealthyManifest.Row)];

    /// <summary>The row that is damaged, from 0; null when it is the whole file.</summary>
    public int? Row { get; set; }

    /// <summary>The column that is damaged; null when it is more than a cell.</summary>
    public string? Column { get; set; }

    /// <summary>What messages must name.</summary>
    public string Place => Row is not { } row ? Path
        : $"{Path}:{row + (ending is ".csv" or ".tsv" ? 2 : 1)}" + (Column is null ? "" : $", column '{Column}'");

    /// <summary>Changes one cell, and expects it to be named.</summary>
    public void Set(string column, string value, int row = HealthyManifest.TrainRow)
    {
        (Row, Column) = (row, column);
        Rows[row][Columns.IndexOf(column)] = value;
    }

    /// <summary>Changes every cell of a column.</summary>
    public void SetAll(string column, Func<int, string> value)
    {
        for (var row = 0; row < Rows.Count; row++) Rows[row][Columns.IndexOf(column)] = value(row);
    }

    public void Remove(string column)
    {
        var at = Columns.IndexOf(column);
        Columns.RemoveAt(at);
        for (var row = 0; row < Rows.Count; row++) Rows[row] = [.. Rows[row].Where((_, i) => i != at)];
    }

    /// <summary>Full path of a file of this manifest alone; the folder is made.</summary>
    public string Own(string name)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(folder, stem));
        return System.IO.Path.Combine(folder, stem, name);
    }

    /// <summary>Names a file of one's own in a cell.</summary>
    public void SetOwn(string column, string name, int row = HealthyManifest.TrainRow) => Set(column, $"{stem}/{name}", row);

    /// <summary>Puts a file in place of a good one.</summary>
    public void SetFile(string column, string name, byte[] content, int row = HealthyManifest.TrainRow)
    {
        File.WriteAllBytes(Own(name), content);
        SetOwn(column, name, row);
    }

    /// <summary>The manifest as text; not for Parquet.</summary>
    public string Text() => ending switch
    {
        ".csv" => Delimited(','),
        ".tsv" => Delimited('\t'),
        _ => string.Concat(Rows.Select(row => JsonSerializer.Serialize(
            Columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second)) + "\n")),
    };

    public void WriteText(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    public void WriteBytes(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        _isWritten = true;
    }

    /// <summary>The damage has put something else in the manifest's place, or nothing.</summary>
    public void LeaveAsItIs() => _isWritten = true;

    /// <summary>The bytes of the manifest as the cells are now.</summary>
    public byte[] Bytes()
    {
        if (ending != ".parquet") return Encoding.UTF8.GetBytes(Text());
        var path = Own("whole.parquet");
        File.Delete(path);
        using (var writer = TableWriter.Create(path, [.. Columns.Select(column => new TableColumn(column, false))]))
        {
            foreach (var row in Rows) writer.Write(row);
            writer.Complete();
        }
        return File.ReadAllBytes(path);
    }

    /// <summary>Writes the manifest, unless the damage did.</summary>
    public void Finish()
    {
        if (!_isWritten) WriteBytes(Bytes());
    }

    private string Delimited(char separator)
    {
        string Cell(string text) => text.AsSpan().ContainsAny(separator, '"', '\n') || text.Contains('\r', StringComparison.Ordinal)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
        return string.Concat(Rows.Prepend([.. Columns]).Select(row => string.Join(separator, row.Select(Cell)) + "\n"));
    }
}
