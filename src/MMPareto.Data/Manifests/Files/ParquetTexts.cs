namespace MMPareto.Data.Manifests.Files;

/// <summary>Texts of a Parquet file. One that stands in the file once, and that many rows name, is one in memory too.</summary>
/// <param name="file">The file.</param>
internal sealed class ParquetTexts(FileStream file)
{
    private const int LongText = 64; // shorter ones are not worth looking for
    private long _characters; // of all cells so far

    /// <summary>The cells of a column.</summary>
    /// <param name="cells">Where their characters are; null for none.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">Rows repeat long texts so often that all of it would be very long.</exception>
    public string[] Cells(ReadOnlyMemory<char>?[] cells, string column)
    {
        _characters += cells.Sum(cell => (long)(cell?.Length ?? 0));
        if (_characters > TableSize.MostCharacters(file.Length))
            throw new DataException(FormattableString.Invariant(
                $"{file.Name}, column '{CellText.Shown(column)}': expected at most {TableSize.MostCharacters(file.Length)} characters up to here, in all rows of a file of its length; found {_characters}. Write short names in the place of long texts that repeat."));
        Dictionary<ReadOnlyMemory<char>, string> known = []; // by place, not by text
        return Array.ConvertAll(cells, cell => cell is not { } there ? "" : there.Length < LongText ? there.ToString()
            : known.TryGetValue(there, out var text) ? text : known[there] = there.ToString());
    }
}
