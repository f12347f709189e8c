using MMPareto.Data.Audio;
using MMPareto.Tests.Support;
using SkiaSharp;

namespace MMPareto.Tests.Experiments;

/// <summary>A manifest of pictures, sounds, numbers, categories and notes on disk, of which one cell in five is missing. Three classes that each
/// modality tells apart.</summary>
internal static class MixedManifest
{
    private static readonly string[] Words = ["sunny warm day", "cold rain today", "much wind here"];

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="name">Name of the manifest.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="first">Number of the first sample: another one, other missing cells.</param>
    /// <returns>Its path.</returns>
    public static string Write(TemporaryFolder folder, string name = "weather.csv", int rows = 90, int first = 0)
    {
        Directory.CreateDirectory(folder["photos"]);
        Directory.CreateDirectory(folder["sounds"]);
        var lines = new List<string> { "id,photo,sound,size,colour,note,label" };
        for (var i = first; i < first + rows; i++)
        {
            var c = i % 3;
            WritePhoto(folder[$"photos/{i}.png"], c, i);
            WriteSound(folder[$"sounds/{i}.wav"], c);
            // Sample i lacks one of five kinds of cell, or none; the photo is there where all else is not.
            string Cell(int kind, string text) => (i / 3) % 5 == kind ? "" : text;
            lines.Add(string.Join(',',
                $"s{i}", Cell(0, $"photos/{i}.png"), Cell(1, $"sounds/{i}.wav"), Cell(2, $"{c + (0.01 * (i % 7))}"),
                Cell(3, new[] { "red", "green", "blue" }[c]), Cell(4, $"{Words[c]} {i % 4}"), new[] { "sun", "rain", "wind" }[c]));
        }
        return folder.Write(name, string.Join('\n', lines) + "\n");
    }

    /// <summary>A manifest of two pictures a sample, none of which is missing.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="rows">Rows.</param>
    /// <returns>Its path.</returns>
    public static string WritePairs(TemporaryFolder folder, int rows)
    {
        Directory.CreateDirectory(folder["photos"]);
        for (var i = 0; i < 2 * rows; i++) WritePhoto(folder[$"photos/{i}.png"], i % 3, i);
        return folder.Write("pairs.csv", "front,side,label\n" + string.Concat(Enumerable.Range(0, rows)
            .Select(i => $"photos/{i}.png,photos/{i + (3 * (rows / 3))}.png,{new[] { "sun", "rain", "wind" }[i % 3]}\n")));
    }

    private static void WritePhoto(string path, int c, int i)
    {
        using var bitmap = new SKBitmap(16, 16, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var y = 0; y < 16; y++)
            for (var x = 0; x < 16; x++)
                bitmap.SetPixel(x, y, (x / 4 + c) % 3 == 0 ? new SKColor(250, (byte)(20 * c), (byte)(i % 50)) : new SKColor((byte)(i % 30), 10, 60));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        data.SaveTo(file);
    }

    private static void WriteSound(string path, int c)
    {
        var samples = new float[1600];
        for (var t = 0; t < samples.Length; t++) samples[t] = 0.5f * (float)Math.Sin(2 * Math.PI * (300 + (900 * c)) * t / 8000.0);
        WavWriter.Write(path, new AudioClip(8000, 1, samples));
    }
}
