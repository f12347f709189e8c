using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>Appends records to a file of one JSON object a line; only whole lines reach the file.</summary>
internal sealed class JsonLinesWriter<T> : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;
    private readonly FileStream _stream;
    private readonly JsonTypeInfo<T> _type;

    public JsonLinesWriter(string path, JsonTypeInfo<T> type)
    {
        _stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        _json = new(_lines, new() { Encoder = type.Options.Encoder });
        _type = type;
    }

    public void Append(T record)
    {
        JsonSerializer.Serialize(_json, record, _type);
        _json.Reset();
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= BufferBytes) WriteLines();
    }

    public void Flush()
    {
        WriteLines();
        _stream.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        WriteLines();
        _json.Dispose();
        _stream.Dispose();
    }

    private void WriteLines()
    {
        _stream.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
