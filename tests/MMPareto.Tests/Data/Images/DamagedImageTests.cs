using System.Buffers.Binary;
using CsCheck;
using MMPareto.Data;
using MMPareto.Data.Images;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Images;

public sealed class DamagedImageTests : IDisposable
{
    private static readonly string[] Names =
    [
        "full.jpg", "half.jpg", "progressive.jpg", "gray.jpg", "rgb.png", "gray.png", "palette.png", "interlaced.png",
        "gray16.png", "lossless.webp", "lossy.webp", "rgb.bmp", "palette.gif",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, int> Cuts
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Names)
                foreach (var percent in new[] { 2, 30, 60, 85 }) data.Add(name, percent);
            return data;
        }
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "page.jpg", "<!DOCTYPE html><html><body>404\nNot Found</body></html>"u8.ToArray() },
        { "page.png", "\r\n<html>"u8.ToArray() },
        { "answer.webp", "{\"error\": 403}"u8.ToArray() },
        { "drawing.png", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"u8.ToArray() },
        { "archive.jpg", "PK\x03\x04...................................."u8.ToArray() },
        { "scan.png", "II*\0\x08\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray() },
        { "film.jpg", "\0\0\0 ftypisom\0\0\x02\0isomiso2avc1mp41"u8.ToArray() },
        { "riff.webp", "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0"u8.ToArray() },
        { "zeros.png", new byte[1000] },
        { "digits.jpg", IdxFiles.Images(5) }, // would pass for a WBMP of 8 × 3 pixels
        { "tiny.wbmp", [0, 0, 8, 1, 0xAA] },
        { "icon.ico", Icon() },
        { "mark.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10] },
        { "mark.jpg", [0xFF, 0xD8, 0xFF] },
        { "one.bmp", "B"u8.ToArray() },
    };

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "20000.png", PngOf(20_000, 20_000) },
        { "wide.png", PngOf(100_000_001, 1) },
        { "largest.png", PngOf(int.MaxValue, int.MaxValue) },
        { "large.jpg", JpegOf(65500, 65500) },
        { "large.gif", GifOf(65535, 65535) },
        { "large.bmp", BmpOf(60000, 60000) },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_few_bytes_that_ask_for_many_pixels_are_refused_before_room_is_made()
    {
        File.WriteAllBytes(_folder["a.png"], PngOf(9000, 9000));
        var bytes = new FileInfo(_folder["a.png"]).Length;
        Assert.Equal(
            $"{_folder["a.png"]}: expected at most {16_000_000 + (10_000 * bytes)} pixels in {bytes} bytes; found 9000 × 9000. It is damaged: get it anew.",
            Assert.Throws<DataException>(() => ImageHeader.Read(_folder["a.png"])).Message);
    }

    /// <summary>The size of a link is that of its text.</summary>
    [Fact]
    public void Behind_a_link_it_is_the_picture_whose_bytes_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        File.WriteAllBytes(_folder["a.png"], [.. PngOf(5000, 5000), .. new byte[1000]]);
        File.CreateSymbolicLink(_folder["b.png"], "a.png");
        Assert.Equal(5000, ImageHeader.Read(_folder["b.png"]).Width);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_file_cut_short_is_refused(string name, int percent)
    {
        var bytes = File.ReadAllBytes(Pictures.Reference(name));
        var message = AssertRefused(name, bytes[..Math.Max(1, bytes.Length * percent / 100)]);
        Assert.Contains("expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jpeg_that_ends_early_is_not_a_picture_with_gray_below() => Assert.EndsWith(
        "cut.jpg: expected 20 × 12 pixels; the file ends before the last. It is cut short: get it anew.",
        AssertRefused("cut.jpg", File.ReadAllBytes(Pictures.Reference("full.jpg"))[..^20]), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_picture_of_these_formats_is_refused(string name, byte[] bytes) =>
        AssertRefused(name, bytes, headerToo: true);

    [Fact]
    public void The_beginning_of_a_wrong_file_is_shown() => Assert.EndsWith(
        "page.jpg: expected a JPEG, PNG, WebP, BMP or GIF picture; found a file that begins with 3C68746D6C3E0A21 " +
        "(\"<html>.!\"), or a damaged header. Is this the right file?",
        AssertRefused("page.jpg", "<html>\n!!"u8.ToArray(), headerToo: true), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_refused() => Assert.EndsWith(
        "empty.png must be a file with content; got an empty one, a pipe or a device. Get it anew.",
        AssertRefused("empty.png", [], headerToo: true), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Too_many_pixels_are_refused_by_the_header(string name, byte[] bytes)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        AssertRefused(name, bytes, headerToo: true);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1 << 20);
    }

    [Fact]
    public void The_sizes_of_too_large_a_picture_are_told() => Assert.EndsWith(
        "expected from 1 to 100000000 pixels; found 20000 × 20000. Scale it down, or leave it out.",
        AssertRefused("20000.png", PngOf(20_000, 20_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("nowhere.jpg")]
    [InlineData("nowhere/nothing.jpg")]
    [InlineData(".")]
    public void What_is_no_file_is_refused(string name)
    {
        var path = _folder[name];
        Assert.Contains("cannot be read:", Refusal.Of(path, () => Pictures.Decode(path, 3, 8, 8)), StringComparison.Ordinal);
        Refusal.Of(path, () => ImageHeader.Read(path));
    }

    [Theory]
    [InlineData("full.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("rgb.png")]
    [InlineData("palette.png")]
    [InlineData("lossy.webp")]
    [InlineData("palette.gif")]
    [InlineData("rgb.bmp")]
    public void Whatever_a_damaged_file_holds_only_a_data_exception_comes_out(string name)
    {
        var good = File.ReadAllBytes(Pictures.Reference(name));
        var path = _folder[name];
        Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 4], Gen.Int[0, good.Length]).Sample(
            (changes, cut) =>
            {
                var bytes = good[..(cut % 3 == 0 ? cut : good.Length)];
                foreach (var (position, value) in changes)
                    if (position < bytes.Length) bytes[position] = value;
                File.WriteAllBytes(path, bytes);
                return Refusal.OrSuccess(path, () =>
                    Assert.All(Pictures.Decode(path, 3, 4, 4), value => Assert.InRange(value, 0, 1)));
            },
            iter: 80, threads: 1);
    }

    private string AssertRefused(string name, byte[] bytes, bool headerToo = false)
    {
        var path = _folder[name];
        File.WriteAllBytes(path, bytes);
        if (headerToo) Refusal.Of(path, () => ImageHeader.Read(path));
        return Refusal.Of(path, () => Pictures.Decode(path, 3, 8, 8));
    }

    private static byte[] PngOf(int width, int height)
    {
        var bytes = File.ReadAllBytes(Pictures.Reference("rgb.png"));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc32(bytes.AsSpan(12, 17)));
        return bytes;
    }

    private static byte[] JpegOf(int width, int height)
    {
        var bytes = File.ReadAllBytes(Pictures.Reference("full.jpg"));
        var frame = bytes.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), (ushort)width);
        return bytes;
    }

    private static byte[] GifOf(int width, int height)
    {
        var bytes = File.ReadAllBytes(Pictures.Reference("palette.gif"));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)height);
        return bytes;
    }

    private static byte[] BmpOf(int width, int height)
    {
        var bytes = File.ReadAllBytes(Pictures.Reference("rgb.bmp"));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), height);
        return bytes;
    }

    /// <summary>An icon that holds a picture, which Skia would decode.</summary>
    private static byte[] Icon()
    {
        var png = File.ReadAllBytes(Pictures.Reference("rgb.png"));
        var header = new byte[22];
        (header[2], header[4], header[6], header[7], header[10], header[12], header[18]) = (1, 1, 9, 7, 1, 24, 22);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), png.Length);
        return [.. header, .. png];
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320;
        }
        return ~crc;
    }
}
