using Parquet;
using Parquet.Schema;

namespace MMPareto.Data.Manifests.Files;

/// <summary>Parquet with flat columns of texts, numbers and truth values.</summary>
internal static class ParquetFile
{
    private const int MessageRoom = 200;

    public static ManifestTable Read(string path)
    {
        try
        {
            return ReadAsync(path).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not DataException)
        {
            // The library throws what its parsers throw, from index errors to overflows.
            throw new DataException($"{path} must be a Parquet file; it cannot be read: {CellText.Shown(e.Message, MessageRoom)}", e);
        }
    }

    private static async Task<ManifestTable> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        ParquetFooter.Require(file);
        await using var stream = new ParquetStream(file);
        await using var reader = await ParquetReader.CreateAsync(stream);
        var fields = reader.Schema.DataFields;
        if (fields.FirstOrDefault(field => field.IsArray || field.Path.Length > 1) is { } nested)
            throw new DataException($"{path} must have flat columns; got '{CellText.Shown(nested.Path.ToString())}', which holds lists or records.");
        RequireCredible(reader.RowGroups, fields.Length, file);
        var (rows, pages) = (new List<string[]>(), new ParquetPages(file));
        var texts = new ParquetTexts(file, TableSize.BytesOf(reader.RowGroups.Sum(group => group.RowCount), fields.Length));
        foreach (var group in reader.RowGroups)
        {
            var first = rows.Count;
            for (var i = 0; i < group.RowCount; i++) rows.Add(new string[fields.Length]);
            for (var column = 0; column < fields.Length; column++)
            {
                pages.Require(group.GetMetadata(fields[column])?.MetaData);
                await FillAsync(rows, first, column, group, fields[column], texts);
            }
        }
        return new ManifestTable(path, [.. fields.Select(field => field.Name)], rows, [.. Enumerable.Range(1, rows.Count)]);
    }

    /// <summary>What a file says of its rows is believed, and memory set aside, only where a file of its length can hold them.</summary>
    private static void RequireCredible(IReadOnlyList<ParquetRowGroupReader> groups, int columns, FileStream file)
    {
        var (most, rows) = (TableSize.MostBytes(file.Length), 0L);
        foreach (var count in groups.Select(group => group.RowCount))
        {
            if (count < 0) throw new DataException($"{file.Name} must be a Parquet file; it says that a group has {count} rows. Get it anew.");
            if (TableSize.BytesOf(rows, columns) + TableSize.BytesOf(count, columns) > most)
                throw new DataException($"{file.Name} must have rows and columns that take {most} bytes of memory at most in a file of its length; it says that it has {rows + (double)count:0} rows or more in {columns} columns. Get it anew, or save it as CSV.");
            rows += count;
        }
    }

    /// <summary>Puts the cells of a column into rows; its errors name it.</summary>
    private static async Task FillAsync(List<string[]> rows, int first, int column, ParquetRowGroupReader group, DataField field, ParquetTexts texts)
    {
        try
        {
            var cells = texts.Of(field.Name);
            var i = first;
            foreach (var cell in await CellsAsync(group, field, cells)) rows[i++][column] = cell;
        }
        catch (Exception e) when (e is not DataException)
        {
            throw new DataException($"{texts.Path}, column '{CellText.Shown(field.Name)}' must be one of a Parquet file; it cannot be read: {CellText.Shown(e.Message, MessageRoom)}", e);
        }
    }

    private static async Task<IEnumerable<string>> CellsAsync(ParquetRowGroupReader group, DataField field, ParquetTexts.Column texts)
    {
        var count = checked((int)group.RowCount);
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var cells = new ReadOnlyMemory<char>?[count]; // as texts, each row would have one of its own
            await group.ReadAsync(field, cells.AsMemory());
            return cells.Select(texts.Text);
        }
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => await NumbersAsync<double>(group, field, count, texts),
            TypeCode.Single => await NumbersAsync<float>(group, field, count, texts),
            TypeCode.SByte => await NumbersAsync<sbyte>(group, field, count, texts),
            TypeCode.Byte => await NumbersAsync<byte>(group, field, count, texts),
            TypeCode.Int16 => await NumbersAsync<short>(group, field, count, texts),
            TypeCode.Int32 => await NumbersAsync<int>(group, field, count, texts),
            TypeCode.Int64 => await NumbersAsync<long>(group, field, count, texts),
            TypeCode.UInt16 => await NumbersAsync<ushort>(group, field, count, texts),
            TypeCode.UInt32 => await NumbersAsync<uint>(group, field, count, texts),
            TypeCode.UInt64 => await NumbersAsync<ulong>(group, field, count, texts),
            TypeCode.Decimal => await NumbersAsync<decimal>(group, field, count, texts),
            TypeCode.DateTime => await NumbersAsync<DateTime>(group, field, count, texts),
            TypeCode.Boolean => await NumbersAsync<bool>(group, field, count, texts),
            _ => throw new DataException($"{texts.Path} must have columns of texts, numbers or truth values; got '{CellText.Shown(field.Name)}' of type {field.ClrType.Name}."),
        };
    }

    private static async Task<IEnumerable<string>> NumbersAsync<T>(ParquetRowGroupReader group, DataField field, int count, ParquetTexts.Column texts) where T : unmanaged
    {
        var known = new ParquetValues<T>(texts);
        if (!field.IsNullable)
        {
            var values = new T[count];
            await group.ReadAsync(field, values.AsMemory());
            return values.Select(value => known.Of(value));
        }
        var optional = new T?[count];
        await group.ReadAsync(field, optional.AsMemory());
        return optional.Select(known.Of);
    }
}
