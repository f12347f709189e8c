using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>What writers of records of any kind need.</summary>
internal static class JsonLinesWriter
{
    /// <summary>Throws where a file has lost some of the bytes that it had.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How many it had at least.</param>
    /// <exception cref="RunFolderException">It is shorter.</exception>
    public static void RequireLength(string path, long length)
    {
        var found = FileSize.Of(path);
        if (length > 0 && (found ?? 0) < length)
            throw new RunFolderException(
                $"{path} must have the {length} bytes that it had when the state was saved; got {found?.ToString(CultureInfo.InvariantCulture) ?? "no such file"}. "
                + "The run cannot go on; train anew.");
    }
}

/// <summary>Appends records to a file of one JSON object a line; only whole lines reach the file.</summary>
internal sealed class JsonLinesWriter<T> : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;
    private readonly FileStream _stream;
    private readonly JsonTypeInfo<T> _type;

    public JsonLinesWriter(string path, JsonTypeInfo<T> type) : this(path, type, FileMode.CreateNew)
    {
    }

    private JsonLinesWriter(string path, JsonTypeInfo<T> type, FileMode mode)
    {
        _stream = new(path, mode, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        _json = new(_lines, new() { Encoder = type.Options.Encoder });
        _type = type;
        if (_stream.CanSeek) return;
        _stream.Dispose();
        throw new RunFolderException($"{path} must be a file; got a pipe or a device. Delete it, or take another copy of the folder.");
    }

    /// <summary>Goes on with a file from a length that it had before; what came after is cut off.</summary>
    /// <param name="path">The file; made when the length is 0 and there is none.</param>
    /// <param name="type">How to write records.</param>
    /// <param name="length">Its length then, in bytes, which it must have; see <see cref="JsonLinesWriter.RequireLength"/>.</param>
    /// <param name="wasTorn">Whether the last line was not whole.</param>
    public static JsonLinesWriter<T> Continue(string path, JsonTypeInfo<T> type, long length, out bool wasTorn)
    {
        var writer = new JsonLinesWriter<T>(path, type, FileMode.OpenOrCreate);
        var stream = writer._stream;
        wasTorn = stream.Length > length && stream.Seek(-1, SeekOrigin.End) >= 0 && stream.ReadByte() != '\n';
        stream.SetLength(length);
        stream.Seek(0, SeekOrigin.End);
        return writer;
    }

    /// <summary>Bytes in the file; those of <see cref="Append"/> count after <see cref="Flush"/>.</summary>
    public long Length => _stream.Length;

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
