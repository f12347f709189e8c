namespace MMPareto.Data.CgMnist;

/// <summary>
/// Draws the colours of images, each from the data's seed and the image's position in its file alone.
/// </summary>
/// <remarks>
/// Training, digit y: c = clamp(μ_y + √σ² ε, 0, 1) with ε ~ N(0, I₃), one draw for an image. Test: the same
/// around μ_j, with j drawn uniformly and independent of the digit. The means μ are those of [Kim2019] as far
/// as they are known; see the page of this data set.
/// </remarks>
/// <param name="variance">σ².</param>
/// <param name="seed">The data's seed.</param>
/// <param name="classCount">How many of the means are in use, from 1 to 10.</param>
internal sealed class ColourRule(double variance, long seed, int classCount)
{
    private readonly double _deviation = Math.Sqrt(variance);

    /// <summary>The mean colours μ, by digit.</summary>
    public static IReadOnlyList<Rgb> Means { get; } =
    [
        Rgb.FromBytes(220, 20, 60), // crimson
        Rgb.FromBytes(0, 128, 128), // teal
        Rgb.FromBytes(253, 233, 16), // lemon
        Rgb.FromBytes(0, 149, 182), // bondi blue
        Rgb.FromBytes(237, 145, 33), // carrot orange
        Rgb.FromBytes(145, 30, 188), // violet
        Rgb.FromBytes(70, 240, 240), // cyan
        Rgb.FromBytes(250, 197, 187), // pink
        Rgb.FromBytes(210, 245, 60), // lime
        Rgb.FromBytes(128, 0, 0), // maroon
    ];

    /// <summary>The colour of a training image: that of its digit, jittered.</summary>
    public Rgb Biased(int image, int digit)
    {
        var random = new CounterRandom(seed, RandomStreams.BiasedColour, image);
        return Jitter(Means[digit], ref random);
    }

    /// <summary>The colour of an image whose colour shall tell nothing.</summary>
    /// <param name="image">Position in its file.</param>
    /// <param name="file">Tells images of different files apart.</param>
    public Rgb Unbiased(int image, int file)
    {
        var random = new CounterRandom(seed, RandomStreams.UnbiasedColour, file, image);
        return Jitter(Means[random.NextInt(classCount)], ref random);
    }

    private Rgb Jitter(Rgb mean, ref CounterRandom random) => new(
        Jitter(mean.Red, ref random), Jitter(mean.Green, ref random), Jitter(mean.Blue, ref random));

    private float Jitter(float mean, ref CounterRandom random) =>
        (float)Math.Clamp(mean + (_deviation * random.NextGaussian()), 0, 1);
}
