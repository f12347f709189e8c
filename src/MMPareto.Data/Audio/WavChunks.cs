using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Data.Audio;

/// <summary>Goes through the chunks of a RIFF file from first to last, and knows how far it has come.</summary>
/// <param name="stream">The file, at its start.</param>
/// <param name="name">What messages call it.</param>
internal sealed class WavChunks(Stream stream, string name)
{
    private const int Block = 1 << 16;

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes that are left; none where that is not known, as in a pipe.</summary>
    public long Left => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;

    /// <summary>Reads the first twelve bytes.</summary>
    /// <returns>The size that the file claims after its first eight bytes.</returns>
    public uint ReadRiffHeader()
    {
        Span<byte> header = stackalloc byte[12];
        Fill(header, "the header of a WAV file");
        if (!header.StartsWith("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
        {
            throw Error(0, $"expected a WAV file (RIFF … WAVE); found {Text(header[..4])} … {Text(header[8..])}. " +
                WavFormat.Remedy);
        }
        return BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
    }

    /// <summary>Reads the name and the size of the next chunk.</summary>
    /// <param name="wanted">The chunk without which the file is of no use, for the message at the end.</param>
    public (string Id, uint Size) ReadHeader(string wanted)
    {
        Span<byte> header = stackalloc byte[8];
        Fill(header, $"a chunk '{wanted}'");
        return (Encoding.Latin1.GetString(header[..4]), BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
    }

    /// <summary>Fills a buffer, or says that the file ends.</summary>
    public void Fill(Span<byte> buffer, string what)
    {
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Position += read;
        if (read < buffer.Length) throw Short(buffer.Length - read, what);
    }

    /// <summary>Reads as much as there is, up to a number of bytes; memory grows with what was read.</summary>
    public byte[] ReadUpTo(long count)
    {
        var known = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : Block;
        var buffer = new byte[Math.Min(count, known)];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        while (length == buffer.Length && length < count && stream.ReadByte() is >= 0 and var next)
        {
            Array.Resize(ref buffer, (int)Math.Min(count, Math.Max(Block, 2L * length)));
            buffer[length++] = (byte)next;
            var rest = buffer.AsSpan(length);
            length += stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        }
        Position += length;
        Array.Resize(ref buffer, length);
        return buffer;
    }

    /// <summary>Passes over bytes that must be there.</summary>
    public void Skip(long count)
    {
        Span<byte> buffer = stackalloc byte[1024];
        for (var left = count; left > 0; left -= buffer.Length)
        {
            buffer = buffer[..(int)Math.Min(buffer.Length, left)];
            var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            Position += read;
            if (read < buffer.Length) throw Short(left - read, "the rest of a chunk");
        }
    }

    /// <summary>Passes over the byte that makes a chunk's length even, which some writers leave out at the end.</summary>
    public void SkipPadding(uint size)
    {
        if (size % 2 == 1 && stream.ReadByte() >= 0) Position++;
    }

    /// <summary>What is wrong at a place, in one line.</summary>
    public DataException Error(long position, string text) => new($"{name}, byte {position}: {text}");

    private DataException Short(long missing, string what) =>
        Error(Position, $"expected {missing} bytes more, of {what}; the file ends here. " +
            "It is cut short or no WAV file: get it anew.");

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("'");
        foreach (var b in bytes) text.Append(b is >= 32 and < 127 ? $"{(char)b}" : $"\\x{b:x2}");
        return text.Append('\'').ToString();
    }
}
