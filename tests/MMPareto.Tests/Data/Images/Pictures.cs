using MMPareto.Data.Images;
using SkiaSharp;

namespace MMPareto.Tests.Data.Images;

/// <summary>Pictures to decode, and ways to look at what came out.</summary>
internal static class Pictures
{
    public static string Reference(string name) => ReferenceFolder.PathOf("images", name);

    public static float[] Decode(string path, int channels, int height, int width, ImageScaling? scaling = null)
    {
        var values = new float[channels * height * width];
        Array.Fill(values, float.NaN);
        var transform = new ImageTransform(channels, height, width) { Scaling = scaling ?? ImageScaling.Unit };
        ImageDecoder.Decode(path, transform, values);
        return values;
    }

    /// <summary>From red, green, blue of each pixel in turn to channel by channel.</summary>
    public static float[] ByChannel(byte[] pixels, int channels = 3) =>
        [.. Enumerable.Range(0, channels).SelectMany(channel => pixels.Where((_, i) => i % channels == channel))
            .Select(value => value / 255f)];

    /// <summary>Writes a picture of a function from x, y to red, green, blue.</summary>
    public static string Write(
        string path, SKEncodedImageFormat format, int width, int height, Func<int, int, (double R, double G, double B)> colour)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(i => colour(i % width, i / width)).Select(
            c => new SKColor((byte)Math.Round(c.R), (byte)Math.Round(c.G), (byte)Math.Round(c.B)))];
        using var file = File.Create(path);
        Assert.True(bitmap.Encode(file, format, 95));
        return path;
    }

    public static void AssertClose(float[] expected, float[] actual, double levels)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (a, b) => Math.Abs((double)a - b) * 255).Max();
        Assert.True(worst <= levels, $"differs by {worst:F3} levels; at most {levels} are allowed");
    }
}
