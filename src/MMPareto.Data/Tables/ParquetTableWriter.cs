using Parquet;
using Parquet.Schema;

namespace MMPareto.Data.Tables;

/// <summary>Parquet, in groups of rows.</summary>
internal sealed class ParquetTableWriter : TableWriter
{
    private const int GroupSize = 10_000;
    private readonly FileStream _stream;
    private readonly DataField[] _fields;
    private readonly List<IReadOnlyList<object?>> _rows = [];
    private ParquetWriter? _parquet;

    public ParquetTableWriter(string path, IReadOnlyList<TableColumn> columns) : base(path, columns)
    {
        _fields = [.. columns.Select(DataField (column) => column.IsNumber ? new DataField<double?>(column.Name) : new DataField<string>(column.Name))];
        _stream = new FileStream(PartPath, FileMode.Create, FileAccess.ReadWrite);
    }

    public override void Write(IReadOnlyList<object?> cells)
    {
        _rows.Add(cells);
        if (_rows.Count == GroupSize) Flush();
    }

    private protected override void End()
    {
        if (_rows.Count > 0 || _parquet is null) Flush();
        Abandon();
    }

    private protected override void Abandon()
    {
        _parquet?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _parquet = null;
        _stream.Dispose();
    }

    private void Flush()
    {
        FlushAsync().GetAwaiter().GetResult();
        _rows.Clear();
    }

    private async Task FlushAsync()
    {
        _parquet ??= await ParquetWriter.CreateAsync(new ParquetSchema(_fields), _stream);
        using var group = _parquet.CreateRowGroup();
        for (var i = 0; i < _fields.Length; i++)
        {
            var column = i;
            if (Columns[i].IsNumber) await group.WriteAsync<double>(_fields[i], _rows.Select(row => (double?)row[column]).ToArray());
            else await group.WriteAsync(_fields[i], [.. _rows.Select(row => (string)row[column]!)]);
        }
        group.CompleteValidate();
    }
}
