using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace MMPareto.Fuzzing.Samples;

/// <summary>Healthy pictures.</summary>
internal static class Pictures
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;

    /// <summary>A colour picture by the encoder of SkiaSharp.</summary>
    public static byte[] Encoded(SKEncodedImageFormat format, int width, int height, int quality = 90)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(i => new SKColor((byte)(i * 7), (byte)(i * 13), (byte)(i * 29)))];
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>A colour PNG, chunk by chunk.</summary>
    public static byte[] Png(int width, int height, int shade)
    {
        byte[] rows = [.. Enumerable.Range(0, height).SelectMany(y => (byte[])[0, .. Enumerable.Range(0, 3 * width).Select(x => (byte)(shade + (x * 5) + y))])];
        return PngOf(width, height, rows);
    }

    /// <summary>A colour PNG of given rows before their compression.</summary>
    public static byte[] PngOf(int width, int height, byte[] rows) => WithPngSums(
    [
        0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR", [.. Number(width), .. Number(height), 8, 2, 0, 0, 0]), .. Chunk("IDAT", Packed.Zlib(rows)), .. Chunk("IEND", []),
    ]);

    /// <summary>Sets the checksum of every chunk anew, as far as chunks can be told.</summary>
    public static byte[] WithPngSums(byte[] png)
    {
        var copy = (byte[])png.Clone();
        for (var at = SignatureLength; at + ChunkOverhead <= copy.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(copy.AsSpan(at));
            if (length > copy.Length - at - ChunkOverhead) break;
            BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(at + 8 + (int)length), Crc32(copy.AsSpan(at + 4, 4 + (int)length)));
            at += ChunkOverhead + (int)length;
        }
        return copy;
    }

    /// <summary>A BMP of 24 bits.</summary>
    public static byte[] Bmp(int width, int height)
    {
        var row = (((3 * width) + 3) / 4) * 4;
        byte[] pixels = [.. Enumerable.Range(0, row * height).Select(i => (byte)(i * 11))];
        return
        [
            .. "BM"u8, .. Little(54 + pixels.Length), .. Little(0), .. Little(54),
            .. Little(40), .. Little(width), .. Little(height), 1, 0, 24, 0, .. Little(0), .. Little(pixels.Length), .. Little(2835), .. Little(2835), .. Little(0), .. Little(0), .. pixels,
        ];
    }

    /// <summary>A GIF of 4 × 4 pixels in four colours: codes of three bits, cleared before each pair.</summary>
    public static byte[] Gif() =>
    [
        .. "GIF89a"u8, 4, 0, 4, 0, 0x91, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0x21, 0xF9, 4, 0, 0, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2, .. GifCodes(16), 0x3B,
    ];

    private static byte[] GifCodes(int pixels)
    {
        var codes = Enumerable.Range(0, pixels).SelectMany(i => i % 2 == 0 ? (int[])[4, i % 4] : [i % 4]).Append(5).ToArray();
        var bits = codes.SelectMany(code => Enumerable.Range(0, 3).Select(bit => (code >> bit) & 1)).ToArray();
        var bytes = bits.Chunk(8).Select(eight => (byte)eight.Select((bit, i) => bit << i).Sum()).ToArray();
        return [(byte)bytes.Length, .. bytes, 0];
    }

    private static byte[] Chunk(string name, byte[] content) => [.. Number(content.Length), .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0, 0];

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc % 2 * 0xEDB8_8320);
        }
        return ~crc;
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value)
    {
        var bytes = Number(value);
        Array.Reverse(bytes);
        return bytes;
    }
}
