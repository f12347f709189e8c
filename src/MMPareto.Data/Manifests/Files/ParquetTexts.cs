namespace MMPareto.Data.Manifests.Files;

/// <summary>Cells of a Parquet file as texts. One that stands in the file once, and that many rows name, is one in memory too.</summary>
/// <param name="file">The file.</param>
/// <param name="rows">Memory that rows take without their texts, in bytes.</param>
internal sealed class ParquetTexts(FileStream file, double rows)
{
    private const int LongText = 64; // longer ones are known by their place in the file, shorter ones by what they say
    private const int MostKnown = 100_000;
    private double _bytes = rows;
    private long _characters;

    /// <summary>The file.</summary>
    public string Path => file.Name;

    /// <summary>The texts of a column.</summary>
    /// <param name="column">Name of the column.</param>
    public Column Of(string column) => new(this, column);

    private void Count(string text, string column)
    {
        _bytes += TableSize.BytesOfText(text.Length);
        if (_bytes > TableSize.MostBytes(file.Length))
            throw TooLarge(column, FormattableString.Invariant($"{TableSize.MostBytes(file.Length)} bytes of memory up to here"));
    }

    private void CountLong(int characters, string column)
    {
        _characters += characters;
        if (_characters > TableSize.MostCharacters(file.Length))
            throw TooLarge(column, FormattableString.Invariant($"{TableSize.MostCharacters(file.Length)} characters in long texts up to here, of all rows"));
    }

    private DataException TooLarge(string column, string most) =>
        new($"{file.Name}, column '{CellText.Shown(column)}': expected a table of at most {most} in a file of its length; found more. Save it as CSV.");

    /// <summary>The texts of one column, and those of them that are in memory already.</summary>
    internal sealed class Column(ParquetTexts all, string name)
    {
        private readonly Dictionary<ReadOnlyMemory<char>, string> _byPlace = [];
        private readonly HashSet<string> _byText = new(StringComparer.Ordinal);

        /// <inheritdoc cref="ParquetTexts.Path"/>
        public string Path => all.Path;

        /// <summary>A text, without the blanks around it.</summary>
        /// <param name="cell">Where its characters are; null for none.</param>
        public string Text(ReadOnlyMemory<char>? cell)
        {
            if (cell is not { } there) return "";
            there = there.Trim();
            if (there.Length < LongText) return Short(there.Span);
            all.CountLong(there.Length, name);
            if (_byPlace.TryGetValue(there, out var known)) return known;
            var text = there.ToString();
            all.Count(text, name);
            return _byPlace[there] = text;
        }

        /// <summary>A short text, known by what it says.</summary>
        /// <param name="characters">Its characters.</param>
        public string Short(ReadOnlySpan<char> characters)
        {
            var known = _byText.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(characters, out var text)) return text;
            text = characters.ToString();
            all.Count(text, name);
            if (_byText.Count < MostKnown) _byText.Add(text);
            return text;
        }
    }
}
