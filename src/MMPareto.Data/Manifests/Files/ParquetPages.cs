using Parquet.Meta;

namespace MMPareto.Data.Manifests.Files;

/// <summary>Looks at what stands before each page of a column before the library does, which sets aside the memory that is asked for there.</summary>
/// <param name="file">The file.</param>
internal sealed class ParquetPages(FileStream file)
{
    private const int UsualHeader = 1 << 12, LongestHeader = 1 << 20; // longer ones hold long texts as bounds
    private const long LargestPage = 1 << 28;
    private const int DataPage = 5, DictionaryPage = 7, SecondDataPage = 8; // fields of the header that describe them
    private long _plain; // bytes of all pages so far, unpacked

    /// <summary>Throws where pages do not fit into the column, or ask for more than a page, or all pages of the file, may have. The position of the file stays where it was.</summary>
    /// <param name="column">What the description of the file says of the column; null leaves it to the library to refuse.</param>
    /// <exception cref="DataException">A page is damaged; the message names file and byte.</exception>
    public void Require(ColumnMetaData? column)
    {
        if (column is null) return;
        var before = file.Position;
        var position = column.DictionaryPageOffset is { } dictionary and > 0 ? Math.Min(dictionary, column.DataPageOffset) : column.DataPageOffset;
        for (var left = column.NumValues; left > 0;)
        {
            var page = Header(position, column.NumValues);
            left -= page.Values;
            position = page.End;
        }
        file.Position = before;
    }

    private (long Values, long End) Header(long position, long mostValues)
    {
        var (header, isSound) = Walk(position, UsualHeader);
        if (!isSound && file.Length - position > UsualHeader) (header, isSound) = Walk(position, LongestHeader);
        var sizes = isSound ? (Plain: header.Number(0, 2), Packed: header.Number(0, 3)) : default;
        var values = header.Number(DataPage, 1) ?? header.Number(SecondDataPage, 1) ?? 0;
        var isEmpty = values == 0 && header.Number(DictionaryPage, 1) is null; // would be looked at for ever
        if (sizes.Plain is < 0 or > LargestPage or null || sizes.Packed is < 0 or null || sizes.Packed > file.Length - position - header.End || values < 0 || values > mostValues
            || header.Number(DictionaryPage, 1) is < 0 or > LargestPage || isEmpty)
            throw new DataException($"{file.Name}, byte {position}: expected a page of at most {LargestPage} bytes with values of its column; found damage. Get it anew.");
        _plain += sizes.Plain.Value;
        if (_plain > TableSize.MostUnpacked(file.Length))
            throw new DataException($"{file.Name}, byte {position}: expected pages of at most {TableSize.MostUnpacked(file.Length)} bytes in all, unpacked, in a file of its length; found {_plain}. Save it with less compression, or as CSV.");
        return (values, position + header.End + sizes.Packed.Value);
    }

    private (ThriftStructure Header, bool IsSound) Walk(long position, int room)
    {
        var bytes = new byte[position < 0 ? 0 : Math.Clamp(file.Length - position, 0, room)];
        file.Position = Math.Max(0, position);
        file.ReadExactly(bytes);
        var header = new ThriftStructure(bytes);
        return (header, header.Damage(ParquetSchema.Page) is null);
    }
}
