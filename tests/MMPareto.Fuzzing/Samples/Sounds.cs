using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Fuzzing.Samples;

/// <summary>Healthy WAV files, byte by byte.</summary>
internal static class Sounds
{
    private static readonly byte[] Tail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>A file of one format chunk, one of text and one of samples.</summary>
    /// <param name="codec">1 for whole numbers, 3 for floats.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="bits">Bits a sample.</param>
    /// <param name="samples">Samples a channel; zeros but for the first bytes.</param>
    /// <param name="isExtensible">Whether the format is told the longer way.</param>
    public static byte[] Wav(int codec, int channels, int rate, int bits, int samples, bool isExtensible = false)
    {
        var align = channels * bits / 8;
        byte[] format =
        [
            .. Short(isExtensible ? 0xFFFE : codec), .. Short(channels), .. Int(rate), .. Int(rate * align), .. Short(align), .. Short(bits),
            .. isExtensible ? [.. Short(22), .. Short(bits), .. Int(0), .. Short(codec), .. Tail] : Array.Empty<byte>(),
        ];
        var content = new byte[samples * align];
        if (codec == 1) for (var i = 0; i < content.Length; i++) content[i] = (byte)(i * 7);
        byte[] body = [.. Chunk("fmt ", format), .. Chunk("LIST", "INFOa"u8.ToArray()), .. Chunk("data", content)];
        return [.. "RIFF"u8, .. Int(body.Length + 4), .. "WAVE"u8, .. body];
    }

    private static byte[] Chunk(string id, byte[] content) => [.. Encoding.ASCII.GetBytes(id), .. Int(content.Length), .. content, .. new byte[content.Length % 2]];

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Int(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
