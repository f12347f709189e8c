using System.Text.Encodings.Web;
using System.Text.Json;

namespace MMPareto.Data.Tables;

/// <summary>An object a line.</summary>
internal sealed class JsonLinesTableWriter : TableWriter
{
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly FileStream _stream;

    public JsonLinesTableWriter(string path, IReadOnlyList<TableColumn> columns) : base(path, columns) =>
        _stream = new FileStream(PartPath, FileMode.Create, FileAccess.Write);

    public override void Write(IReadOnlyList<object?> cells)
    {
        using (var json = new Utf8JsonWriter(_stream, Format))
        {
            json.WriteStartObject();
            for (var i = 0; i < cells.Count; i++)
            {
                json.WritePropertyName(Columns[i].Name);
                if (cells[i] is double number) json.WriteNumberValue(number);
                else json.WriteStringValue((string?)cells[i]);
            }
            json.WriteEndObject();
        }
        _stream.WriteByte((byte)'\n');
    }

    private protected override void End() => _stream.Dispose();

    private protected override void Abandon() => _stream.Dispose();
}
