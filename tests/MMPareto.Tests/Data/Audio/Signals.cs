using System.Runtime.CompilerServices;

namespace MMPareto.Tests.Data.Audio;

/// <summary>The signals that the scripts of tests/reference/audio make by the same formulas, and their files.</summary>
internal static class Signals
{
    public static string ReferenceFolder { get; } = Path.GetFullPath(
        Path.Combine(SourceFolder(), "..", "..", "..", "reference", "audio"));

    /// <summary>Two chirps, a tone and noise, rounded to 16 bits.</summary>
    public static float[] Chirps(int count, int rate)
    {
        var words = Words(count);
        var signal = new float[count];
        for (var i = 0; i < count; i++)
        {
            var t = (double)i / rate;
            var x = (0.35 * Math.Sin(2 * Math.PI * ((150 * t) + (900 * t * t))))
                + (0.2 * Math.Sin(2 * Math.PI * ((3300 * t) - (800 * t * t))))
                + (0.1 * Math.Sin(2 * Math.PI * 1234.5 * t))
                + (0.1 * ((words[i] / 4294967296.0) - 0.5)) + 0.02;
            signal[i] = (float)(Math.Floor((x * 32768) + 0.5) / 32768);
        }
        return signal;
    }

    /// <summary>Numbers of a linear congruential generator.</summary>
    public static uint[] Words(int count)
    {
        var words = new uint[count];
        var state = 1u;
        for (var i = 0; i < count; i++) words[i] = state = unchecked((state * 1664525) + 1013904223);
        return words;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
