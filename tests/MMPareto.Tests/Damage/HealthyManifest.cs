using System.Globalization;
using MMPareto.Data.Audio;
using MMPareto.Tests.Data.Arrays;
using MMPareto.Tests.Data.Images;
using MMPareto.Tests.Support;
using SkiaSharp;

namespace MMPareto.Tests.Damage;

/// <summary>Twenty-four good rows with every kind of column, and their files: what damages start from.</summary>
internal static class HealthyManifest
{
    /// <summary>Rows for training come first.</summary>
    public const int TrainRow = 7, ValidationRow = 17, TestRow = 21;

    public const int RowCount = 24;

    private static readonly SKEncodedImageFormat[] Formats = [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp];
    private static readonly string[] Endings = ["jpg", "png", "webp"];

    public static IReadOnlyList<string> Columns { get; } =
        ["id", "photo", "sound", "signal", "clip", "note", "size", "colour", "split", "group", "label"];

    /// <summary>The cells of a row; <see cref="WriteFiles"/> makes what they name.</summary>
    public static string[] Row(int i) =>
    [
        $"s{i}", $"photos/{i}.{Endings[i % 3]}", $"sounds/{i}.wav", $"signals/{i}.npy", $"clips/{i}",
        $"a {(i % 2 == 0 ? "sunny" : "rainy")} day {i % 4}", (0.5 + (i * i % 7)).ToString(CultureInfo.InvariantCulture),
        new[] { "red", "green", "blue" }[i % 3], i < 16 ? "train" : i < 20 ? "validation" : "test", $"g{i / 2}", i % 2 == 0 ? "sun" : "rain",
    ];

    public static void WriteFiles(TemporaryFolder folder)
    {
        foreach (var name in new[] { "photos", "sounds", "signals" }) Directory.CreateDirectory(folder[name]);
        for (var i = 0; i < RowCount; i++)
        {
            Picture(folder[$"photos/{i}.{Endings[i % 3]}"], Formats[i % 3], i);
            File.WriteAllBytes(folder[$"sounds/{i}.wav"], Wav());
            NpyFiles.Write(folder[$"signals/{i}.npy"], [i % 2, 1, 2, i % 5], "(4,)");
            Directory.CreateDirectory(folder[$"clips/{i}"]);
            for (var frame = 0; frame < 2; frame++) Picture(folder[$"clips/{i}/{frame}.png"], SKEncodedImageFormat.Png, i + frame);
        }
    }

    public static void Picture(string path, SKEncodedImageFormat format, int shade) =>
        Pictures.Write(path, format, 8, 8, (x, y) => ((shade * 40) % 256, x * 30, y * 30));

    /// <summary>A tenth of a second of sound.</summary>
    public static byte[] Wav()
    {
        using var stream = new MemoryStream();
        var samples = new float[800];
        for (var t = 0; t < samples.Length; t++) samples[t] = (float)Math.Sin(0.3 * t);
        WavWriter.Write(stream, new AudioClip(8000, 1, samples));
        return stream.ToArray();
    }
}
