using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Data.Manifests;
using SkiaSharp;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>Photos and sounds that are made for a question, and a manifest that names them.</summary>
internal static class MadeUpFiles
{
    private const int Quality = 90;
    private const int SampleRate = 16_000;
    private const int Seconds = 3;
    private const double WaveLength = 40; // pixels over 2π
    private const long Seed = 11;

    /// <summary>JPEG files of a size.</summary>
    /// <param name="folder">Where to; in it a folder of that size is made.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="count">How many.</param>
    /// <returns>Their paths.</returns>
    public static string[] Photos(WorkFolder folder, int width, int height, int count) =>
        [.. Enumerable.Range(0, count).Select(
            index => Photo(Named(folder, FormattableString.Invariant($"{width}x{height}"), index, "jpg"), width, height, index))];

    /// <summary>WAV files of three seconds at 16 kHz.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="count">How many.</param>
    /// <returns>Their paths.</returns>
    public static string[] Sounds(WorkFolder folder, int count) =>
        [.. Enumerable.Range(0, count).Select(index => Sound(Named(folder, "sound", index, "wav"), index))];

    /// <summary>A manifest with columns of files, read as the toolkit reads it.</summary>
    /// <param name="folder">Where the manifest is written.</param>
    /// <param name="name">Its name.</param>
    /// <param name="trainCount">Training rows; files repeat when there are fewer. Two rows each are for validation and test.</param>
    /// <param name="columns">Name and files of each column.</param>
    public static DatasetSplits Manifest(WorkFolder folder, string name, int trainCount, params IReadOnlyList<(string Name, string[] Files)> columns)
    {
        var path = folder[$"{name}.csv"];
        var rows = Enumerable.Range(0, trainCount + 4).Select(row => string.Join(',', [
            .. columns.Select(column => column.Files[row % column.Files.Length]),
            row < trainCount ? "train" : row < trainCount + 2 ? "val" : "test", row % 2 == 0 ? "even" : "odd"]));
        File.WriteAllLines(path, [string.Join(',', [.. columns.Select(column => column.Name), "split", "label"]), .. rows]);
        return ManifestSplits.Load(new() { Path = path });
    }

    private static string Named(WorkFolder folder, string kind, int index, string ending) =>
        Path.Combine(Directory.CreateDirectory(folder[kind]).FullName, $"{index.ToString(CultureInfo.InvariantCulture)}.{ending}");

    /// <summary>Smooth colours with grain: a file about as large as that of a photo.</summary>
    private static string Photo(string path, int width, int height, int index)
    {
        var random = new CounterRandom(Seed, index);
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = new SKColor[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (wave, across) = ((x + index) / WaveLength, Math.Cos(y / WaveLength));
                byte Channel(double phase) =>
                    (byte)Math.Clamp(128 + (80 * Math.Sin(wave + phase) * across) + (12 * random.NextGaussian()), 0, 255);
                pixels[(y * width) + x] = new(Channel(0), Channel(1), Channel(2));
            }
        }
        bitmap.Pixels = pixels;
        using var file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Jpeg, Quality);
        return path;
    }

    private static string Sound(string path, int index)
    {
        var random = new CounterRandom(Seed, index);
        var samples = new float[SampleRate * Seconds];
        for (var t = 0; t < samples.Length; t++)
            samples[t] = (float)((0.3 * Math.Sin(2 * Math.PI * (200 + (20 * index)) * t / SampleRate)) + (0.05 * random.NextGaussian()));
        WavWriter.Write(path, new AudioClip(SampleRate, 1, samples));
        return path;
    }
}
