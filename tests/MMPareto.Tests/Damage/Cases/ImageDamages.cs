using System.Buffers.Binary;
using MMPareto.Tests.Data.Images;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>Pictures that are cut, none, or say that they are huge.</summary>
internal static class ImageDamages
{
    public static IEnumerable<Damage> All =>
    [
        .. Cut("full.jpg"), .. Cut("progressive.jpg"), .. Cut("rgb.png"), .. Cut("interlaced.png"), .. Cut("lossy.webp"), .. Cut("lossless.webp"), .. Cut("rgb.bmp"),
        .. Cut("palette.gif"),
        Of("a JPEG without its last bytes", "a.jpg", () => Whole("full.jpg")[..^20]),
        Of("text within the header of a JPEG", "a.jpg", () => With("full.jpg", 6, "<html><body>Not found</body></html>"u8)),
        Of("zeros within the header of a JPEG", "a.jpg", () => With("full.jpg", 2, new byte[200])),
        Of("a page", "a.jpg", () => "<!DOCTYPE html><html>404\nNot Found</html>"u8.ToArray()),
        Of("escape sequences", "a.png", () => "\u001b[2J\u001b[31m\u0007"u8.ToArray()),
        Of("an answer in JSON", "a.webp", () => "{\"error\": 403}"u8.ToArray()),
        Of("a drawing", "a.png", () => "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"u8.ToArray()),
        Of("an archive", "a.png", () => [.. "PK\u0003\u0004"u8, .. new byte[40]]),
        Of("a sound", "a.png", HealthyManifest.Wav),
        Of("a pointer of Git LFS", "a.jpg", () => "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"u8.ToArray()),
        Of("a million zeros", "a.jpg", () => new byte[1_000_000]),
        Of("the first mark alone", "a.jpg", () => [0xFF, 0xD8, 0xFF]),
        Of("an icon's mark", "a.png", () => [0, 0, 1, 0, 1, 0, 9, 7, 0, 0, 1, 0, 24, 0, 99, 0, 0, 0, 22, 0, 0, 0]),
        Of("a JPEG that says it is huge", "a.jpg", () => Huge(Whole("full.jpg"))),
        Of("a PNG of four hundred million pixels", "a.png", () => Png(20_000, 20_000)),
        Of("a PNG as wide as can be", "a.png", () => Png(int.MaxValue, 1)),
        Of("a PNG as large as can be", "a.png", () => Png(int.MaxValue, int.MaxValue)),
        Of("a PNG without width", "a.png", () => Png(0, 9)),
        Of("a PNG of negative width", "a.png", () => Png(-1, 9)),
        Of("a PNG that says it has more rows", "a.png", () => Png(9, 5000)),
        Of("a PNG of twenty million pixels without them", "a.png", () => Png(5000, 4000)),
        Of("a PNG with a wrong sum", "a.png", () => With("rgb.png", 29, [1, 2, 3, 4])),
        Of("a PNG with noise in its pixels", "a.png", () => With("rgb.png", Whole("rgb.png").AsSpan().IndexOf("IDAT"u8) + 6, [9, 9, 9, 9, 9, 9])),
        Of("a GIF that says it is huge", "a.gif", () => With("palette.gif", 6, [0xFF, 0xFF, 0xFF, 0xFF])),
        Of("a BMP that says it is huge", "a.bmp", () => With("rgb.bmp", 18, [0x60, 0xEA, 0, 0, 0x60, 0xEA, 0, 0])),
        Of("a WebP that says it is longer", "a.webp", () => With("lossy.webp", 4, [0xFF, 0xFF, 0xFF, 0x7F])) with { Check = Outcome.Either, Train = Outcome.Either, Predict = Outcome.Either },
        .. new[] { HealthyManifest.ValidationRow, HealthyManifest.TestRow }.Select(row => new Damage(
            $"a PNG cut in row {row}", manifest => manifest.SetFile("photo", "a.png", Whole("rgb.png")[..^40], row))),
        .. new Damage("a page as a picture", manifest => manifest.SetFile("photo", "a.png", "<html>"u8.ToArray())).In(".tsv", ".jsonl", ".parquet"),
    ];

    private static IEnumerable<Damage> Cut(string name)
    {
        foreach (var percent in new[] { 1, 20, 60 })
            yield return Of($"{name} cut to {percent} percent", "cut" + Path.GetExtension(name), () => Whole(name)[..Math.Max(1, Whole(name).Length * percent / 100)]);
    }

    private static Damage Of(string name, string file, Func<byte[]> content) => new($"{name} as picture", manifest => manifest.SetFile("photo", file, content()));

    private static byte[] Whole(string name) => File.ReadAllBytes(Pictures.Reference(name));

    private static byte[] With(string name, int position, ReadOnlySpan<byte> bytes)
    {
        var whole = Whole(name);
        bytes.CopyTo(whole.AsSpan(position));
        return whole;
    }

    private static byte[] Huge(byte[] jpeg)
    {
        jpeg.AsSpan(jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5, 4).Fill(0xFE);
        return jpeg;
    }

    private static byte[] Png(int width, int height)
    {
        var bytes = Whole("rgb.png");
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), ~Crc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320;
        }
        return crc;
    }
}
