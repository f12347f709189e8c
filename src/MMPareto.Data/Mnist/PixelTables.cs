namespace MMPareto.Data.Mnist;

/// <summary>From a gray byte to what the model is fed, by tables of 256 entries.</summary>
/// <remarks>
/// Means and deviations are the usual ones of MNIST (gray) and CIFAR-10 (colour), as in [Fan2023]'s loader.
/// </remarks>
internal static class PixelTables
{
    /// <summary>Entries of a table: one for each byte.</summary>
    public const int Size = 256;

    private static readonly float[] Gray = Normalise(0.1307, 0.3081);

    private static readonly float[][] Colour =
        [Normalise(0.4914, 0.2023), Normalise(0.4822, 0.1994), Normalise(0.4465, 0.2010)];

    /// <summary>Writes an image's normalised gray values.</summary>
    public static void WriteGray(ReadOnlySpan<byte> pixels, Span<float> destination) =>
        Apply(Gray, pixels, destination);

    /// <summary>Writes one channel of an image in colour, normalised.</summary>
    /// <param name="share">The colour's share of the channel, from 0 to 1.</param>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    /// <param name="pixels">Gray values.</param>
    /// <param name="destination">As many values.</param>
    public static void WriteChannel(
        float share, int channel, ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        Span<float> table = stackalloc float[Size];
        var normalised = Colour[channel];
        for (var gray = 0; gray < Size; gray++) table[gray] = normalised[Tint(gray, share)];
        Apply(table, pixels, destination);
    }

    /// <summary>
    /// A gray value in a colour's channel, rounded to a byte as an image file would hold it.
    /// </summary>
    public static byte Tint(int gray, float share) => (byte)((gray * share) + 0.5f);

    private static void Apply(ReadOnlySpan<float> table, ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        destination = destination[..pixels.Length];
        for (var i = 0; i < pixels.Length; i++) destination[i] = table[pixels[i]];
    }

    private static float[] Normalise(double mean, double deviation) =>
        [.. Enumerable.Range(0, Size).Select(value => (float)(((value / 255.0) - mean) / deviation))];
}
