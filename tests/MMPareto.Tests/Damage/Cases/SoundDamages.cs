using MMPareto.Tests.Data.Audio;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>Sounds that are cut, silent by mistake, or say what cannot be.</summary>
internal static class SoundDamages
{
    public static IEnumerable<Damage> All =>
    [
        Of("a byte of a WAV", () => HealthyManifest.Wav()[..1]),
        Of("half of a header", () => HealthyManifest.Wav()[..20]),
        Of("a header alone", () => HealthyManifest.Wav()[..44]),
        Of("half of the samples", () => HealthyManifest.Wav()[..600]),
        Of("a last byte that lacks", () => HealthyManifest.Wav()[..^1]),
        Of("another byte order", () => HealthyManifest.Wav().With(0, "RIFX"u8.ToArray())),
        Of("another kind of RIFF", () => HealthyManifest.Wav().With(8, "AVI "u8.ToArray())),
        Of("no format", () => WavBytes.File(WavBytes.Chunk("data", new byte[80]))),
        Of("no samples", () => WavBytes.File(WavBytes.Format(1, 1, 8000, 16))),
        Of("samples of length zero", () => WavBytes.File(WavBytes.Format(1, 1, 8000, 16), WavBytes.Chunk("data", []))),
        Of("a format cut short", () => WavBytes.File(WavBytes.Chunk("fmt ", new byte[8]), WavBytes.Chunk("data", new byte[80]))),
        Format("no channel", 1, 0, 8000, 16),
        Format("a rate of zero", 1, 1, 0, 16),
        Format("a rate of two billion", 1, 1, 2_000_000_000, 16),
        Format("a rate of fifty", 1, 1, 50, 16) with { Says = "1000 Hz" },
        Format("a rate of fifty in a row for the test", 1, 1, 50, 16, HealthyManifest.TestRow) with { Says = "1000 Hz" },
        Format("no bits", 1, 1, 8000, 0),
        Format("twelve bits", 1, 1, 8000, 12),
        Format("sixteen bits of floats", 3, 1, 8000, 16),
        Format("MP3 in a WAV", 0x55, 1, 8000, 16),
        Format("ADPCM", 2, 1, 8000, 4),
        Format("an unknown codec", 0xBEEF, 1, 8000, 16),
        Format("more channels than bytes", 1, 3000, 8000, 16),
        Of("a frame of another size", () => HealthyManifest.Wav().With(32, 7)),
        Of("samples of four gigabytes", () => HealthyManifest.Wav().With(40, 0xF0, 0xFF, 0xFF, 0xFF)),
        Of("samples of a gigabyte", () => HealthyManifest.Wav().With(40, 0, 0, 0, 0x3F)),
        Of("a format of four gigabytes", () => HealthyManifest.Wav().With(16, 0xF0, 0xFF, 0xFF, 0xFF)),
        Of("another chunk of four gigabytes", () => HealthyManifest.Wav().With(12, "LIST"u8.ToArray()).With(16, 0xF0, 0xFF, 0xFF, 0xFF)),
        Samples("NaN", float.NaN),
        Samples("an infinite number", float.PositiveInfinity),
        Samples("minus infinity", float.NegativeInfinity),
        Samples("the largest float", float.MaxValue) .Nowhere,
        Of("a page", () => "<html>Not found</html>"u8.ToArray()),
        Of("escape sequences", () => "\u001b[2J\u001b[31m\u0007xxxxxxxx"u8.ToArray()),
        Of("an Ogg file", () => [.. "OggS"u8, .. new byte[80]]),
        Of("a FLAC file", () => [.. "fLaC"u8, .. new byte[80]]),
        Of("an MP3 file", () => [.. "ID3"u8, .. new byte[80]]),
        Of("ten thousand zeros", () => new byte[10_000]),
        Of("a pointer of Git LFS", () => "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"u8.ToArray()),
        new("nothing of MP3 in its name", manifest => manifest.SetFile("sound", "x.mp3", "<html>"u8.ToArray())),
        new("a page in FLAC", manifest => manifest.SetFile("sound", "x.flac", "<html>"u8.ToArray(), HealthyManifest.TestRow)),
        .. new Damage("a page as a sound", manifest => manifest.SetFile("sound", "x.wav", "<html>"u8.ToArray())).In(".tsv", ".jsonl", ".parquet"),
        new("a gigabyte of silence", manifest =>
        {
            var path = manifest.Own("x.wav");
            File.WriteAllBytes(path, HealthyManifest.Wav().With(40, 0, 0, 0, 0x40)[..44]);
            SpecialFiles.MakeHoles(path, 44 + (1L << 30));
            manifest.SetOwn("sound", "x.wav");
        }) { Check = Outcome.Either, Train = Outcome.Fine, Predict = Outcome.Fine },
    ];

    private static Damage Of(string name, Func<byte[]> content) => new($"{name} as sound", manifest => manifest.SetFile("sound", "x.wav", content()));

    private static Damage Format(string name, int tag, int channels, int rate, int bits, int row = HealthyManifest.TrainRow) => new(
        $"{name} as sound", manifest => manifest.SetFile(
            "sound", "x.wav", WavBytes.File(WavBytes.Format(tag, channels, rate, bits), WavBytes.Chunk("data", new byte[800])), row));

    private static Damage Samples(string name, float value) => Of($"{name} among samples", () => WavBytes.File(
        WavBytes.Format(3, 1, 8000, 32), WavBytes.Chunk("data", [.. new byte[400], .. BitConverter.GetBytes(value), .. new byte[400]])));
}
