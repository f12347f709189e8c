using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Tests.Data.Audio;

/// <summary>Puts WAV files together, whole and damaged.</summary>
internal static class WavBytes
{
    public static byte[] File(params byte[][] chunks)
    {
        var body = chunks.SelectMany(chunk => chunk).ToArray();
        return [.. "RIFF"u8, .. Number((uint)body.Length + 4), .. "WAVE"u8, .. body];
    }

    public static byte[] Chunk(string id, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(id), .. Number((uint)content.Length), .. content, .. new byte[content.Length % 2]];

    public static byte[] Format(int tag, int channels, int rate, int bits) => Chunk("fmt ", FormatBody(tag, channels, rate, bits));

    public static byte[] Extensible(int tag, int channels, int rate, int bits) => Chunk("fmt ",
    [
        .. FormatBody(0xFFFE, channels, rate, bits), 22, 0, (byte)bits, 0, 0, 0, 0, 0, (byte)tag, 0,
        0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ]);

    public static byte[] With(this byte[] file, int position, params byte[] bytes)
    {
        var changed = (byte[])file.Clone();
        bytes.CopyTo(changed, position);
        return changed;
    }

    public static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] FormatBody(int tag, int channels, int rate, int bits)
    {
        var align = channels * bits / 8;
        return
        [
            (byte)tag, (byte)(tag >> 8), (byte)channels, (byte)(channels >> 8), .. Number((uint)rate),
            .. Number((uint)(rate * align)), (byte)align, (byte)(align >> 8), (byte)bits, 0,
        ];
    }
}
