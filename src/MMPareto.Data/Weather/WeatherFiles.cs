using MMPareto.Data.Audio;
using SkiaSharp;

namespace MMPareto.Data.Weather;

/// <summary>Photos and sounds of made-up weather.</summary>
internal static class WeatherFiles
{
    private const int Size = 24;
    private const int SampleRate = 8000;
    private const int SampleCount = 4000;
    private static readonly SKColor[] Skies = [new(90, 100, 120), new(120, 180, 250), new(170, 190, 200)];

    /// <summary>Falling lines for rain, a disc for sun, lying lines for wind, on noise.</summary>
    public static void WritePhoto(string path, int weather, ref CounterRandom random)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Size, Size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var (shift, radius) = (random.NextInt(5), 4 + random.NextInt(3));
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
            {
                var isMarked = weather switch
                {
                    0 => (x + shift) % 5 == 0,
                    1 => Math.Pow(x - 10 - shift, 2) + Math.Pow(y - 8 - shift, 2) < radius * radius,
                    _ => (y + shift) % 5 == 0,
                };
                bitmap.SetPixel(x, y, Noisy(isMarked ? new SKColor(240, 230, 120) : Skies[weather], ref random));
            }
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        png.SaveTo(file);
    }

    /// <summary>A low, middle or high tone in noise, half a second long.</summary>
    public static void WriteSound(string path, int weather, ref CounterRandom random)
    {
        var frequency = (300 * (weather + 1)) + (40 * random.NextGaussian());
        var samples = new float[SampleCount];
        for (var t = 0; t < samples.Length; t++)
            samples[t] = (float)((0.3 * Math.Sin(Math.Tau * frequency * t / SampleRate)) + (0.1 * random.NextGaussian()));
        WavWriter.Write(path, new AudioClip(SampleRate, 1, samples));
    }

    private static SKColor Noisy(SKColor colour, ref CounterRandom random)
    {
        var shift = random.NextInt(41) - 20;
        byte Of(byte value) => (byte)Math.Clamp(value + shift, 0, 255);
        return new(Of(colour.Red), Of(colour.Green), Of(colour.Blue));
    }
}
