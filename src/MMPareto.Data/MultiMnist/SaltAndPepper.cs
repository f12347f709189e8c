namespace MMPareto.Data.MultiMnist;

/// <summary>Noise that replaces pixels by black or white, each from the data's seed and the sample alone.</summary>
/// <remarks>
/// A draw of 64 bits a pixel: the upper 53 tell whether it is replaced, the lowest whether by 0 or by 255. So a pixel that
/// is replaced at one share is replaced by the same at every larger one.
/// </remarks>
/// <param name="share">Probability that a pixel is replaced, from 0 to 1.</param>
/// <param name="seed">The data's seed.</param>
/// <param name="file">Tells images of different files apart.</param>
internal sealed class SaltAndPepper(double share, long seed, int file)
{
    /// <summary>Replaces pixels of one image.</summary>
    /// <param name="sample">Place of the sample's left digit in its file.</param>
    /// <param name="pixels">Gray values, changed in place.</param>
    public void Apply(int sample, Span<byte> pixels)
    {
        if (share == 0) return;
        var random = new CounterRandom(seed, RandomStreams.SaltAndPepper, file, sample);
        foreach (ref var pixel in pixels)
        {
            var bits = random.NextUInt64();
            if ((bits >> 11) * (1.0 / (1UL << 53)) < share) pixel = (bits & 1) == 0 ? byte.MinValue : byte.MaxValue;
        }
    }
}
