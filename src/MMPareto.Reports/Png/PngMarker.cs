using System.Buffers.Binary;
using System.Text;
using MMPareto.Reports.Svg;

namespace MMPareto.Reports.Png;

/// <summary>A word in a PNG file that tells that it was made here.</summary>
internal static class PngMarker
{
    private const int HeadLength = 33; // signature and IHDR, which must come first

    /// <summary>What stands in the chunk.</summary>
    public const string Text = $"tEXtSoftware\0{SvgWriter.Marker}";

    /// <summary>The file with a chunk of text after its head.</summary>
    public static byte[] Add(byte[] png)
    {
        var content = Encoding.ASCII.GetBytes(Text);
        var chunk = new byte[content.Length + 8];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)content.Length - 4);
        content.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 4), Checksum(content));
        return [.. png.AsSpan(0, HeadLength), .. chunk, .. png.AsSpan(HeadLength)];
    }

    /// <summary>The checksum that PNG asks for (CRC-32, bit by bit: the text is short).</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
