using System.Globalization;
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
        var rows = new List<string[]>();
        var (pages, text) = (new ParquetPages(file), new ParquetTexts(file));
        foreach (var group in reader.RowGroups)
        {
            var columns = new List<string[]>();
            foreach (var field in fields)
            {
                pages.Require(group.GetMetadata(field)?.MetaData);
                columns.Add(await ColumnAsync(group, field, path, text));
            }
            for (var i = 0; columns.Count > 0 && i < columns[0].Length; i++) rows.Add([.. columns.Select(cells => cells[i])]);
        }
        return new ManifestTable(path, [.. fields.Select(field => field.Name)], rows, [.. Enumerable.Range(1, rows.Count)]);
    }

    /// <summary>What a file says of its rows is believed, and memory set aside, only where a file of its length can hold them.</summary>
    private static void RequireCredible(IReadOnlyList<ParquetRowGroupReader> groups, int columns, FileStream file)
    {
        var (most, rows) = (TableSize.MostRows(file.Length, columns), 0L);
        foreach (var count in groups.Select(group => group.RowCount))
        {
            if (count < 0 || count > most - rows)
                throw new DataException($"{file.Name} must be a Parquet file; it says that it has {rows} and {count} rows in {columns} columns, which do not fit in it. Get it anew.");
            rows += count;
        }
    }

    /// <summary>The cells of a column; its errors name it.</summary>
    private static async Task<string[]> ColumnAsync(ParquetRowGroupReader group, DataField field, string path, ParquetTexts text)
    {
        try
        {
            return await CellsAsync(group, field, path, text);
        }
        catch (Exception e) when (e is not DataException)
        {
            throw new DataException($"{path}, column '{CellText.Shown(field.Name)}' must be one of a Parquet file; it cannot be read: {CellText.Shown(e.Message, MessageRoom)}", e);
        }
    }

    private static async Task<string[]> CellsAsync(ParquetRowGroupReader group, DataField field, string path, ParquetTexts text)
    {
        var count = checked((int)group.RowCount);
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var cells = new ReadOnlyMemory<char>?[count]; // as texts, each row would have one of its own
            await group.ReadAsync(field, cells.AsMemory());
            return text.Cells(cells, field.Name);
        }
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => await NumbersAsync<double>(group, field, count),
            TypeCode.Single => await NumbersAsync<float>(group, field, count),
            TypeCode.SByte => await NumbersAsync<sbyte>(group, field, count),
            TypeCode.Byte => await NumbersAsync<byte>(group, field, count),
            TypeCode.Int16 => await NumbersAsync<short>(group, field, count),
            TypeCode.Int32 => await NumbersAsync<int>(group, field, count),
            TypeCode.Int64 => await NumbersAsync<long>(group, field, count),
            TypeCode.UInt16 => await NumbersAsync<ushort>(group, field, count),
            TypeCode.UInt32 => await NumbersAsync<uint>(group, field, count),
            TypeCode.UInt64 => await NumbersAsync<ulong>(group, field, count),
            TypeCode.Decimal => await NumbersAsync<decimal>(group, field, count),
            TypeCode.DateTime => await NumbersAsync<DateTime>(group, field, count),
            TypeCode.Boolean => await NumbersAsync<bool>(group, field, count),
            _ => throw new DataException($"{path} must have columns of texts, numbers or truth values; got '{CellText.Shown(field.Name)}' of type {field.ClrType.Name}."),
        };
    }

    private static async Task<string[]> NumbersAsync<T>(ParquetRowGroupReader group, DataField field, int count) where T : struct
    {
        if (!field.IsNullable)
        {
            var values = new T[count];
            await group.ReadAsync(field, values.AsMemory());
            return Array.ConvertAll(values, value => Text(value));
        }
        var optional = new T?[count];
        await group.ReadAsync(field, optional.AsMemory());
        return Array.ConvertAll(optional, value => value is { } present ? Text(present) : "");
    }

    private static string Text<T>(T value) where T : struct => value switch
    {
        bool truth => truth ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };
}
