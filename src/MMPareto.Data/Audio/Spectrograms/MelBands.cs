namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>
/// Overlapping triangles at equal steps of the mel scale, m = ln(1 + f / 700); only weights above zero are kept.
/// </summary>
/// <remarks>The factor of the mel scale, 1127 or 2595 / ln 10, is left out: equal steps do not depend on it.</remarks>
internal sealed class MelBands
{
    private readonly (int Start, double[] Weights)[] _bands;

    private MelBands(double[] edges, double[] bins) =>
        _bands = [.. Enumerable.Range(0, edges.Length - 2).Select(band => Triangle(edges.AsSpan(band, 3), bins))];

    /// <summary>Triangles that are straight over the frequency in Hz, as HTK's in torchaudio.</summary>
    /// <param name="bandCount">Bands.</param>
    /// <param name="low">Lower end of the first, in Hz.</param>
    /// <param name="high">Upper end of the last, in Hz.</param>
    /// <param name="binCount">Numbers of a spectrum.</param>
    /// <param name="binWidth">Hz from one to the next.</param>
    public static MelBands OverHertz(int bandCount, double low, double high, int binCount, double binWidth) => new(
        [.. Edges(bandCount, low, high).Select(mel => 700 * (Math.Exp(mel) - 1))],
        [.. Enumerable.Range(0, binCount).Select(k => k * binWidth)]);

    /// <summary>Triangles that are straight over the mel scale, as Kaldi's.</summary>
    /// <inheritdoc cref="OverHertz"/>
    public static MelBands OverMel(int bandCount, double low, double high, int binCount, double binWidth) => new(
        [.. Edges(bandCount, low, high)],
        [.. Enumerable.Range(0, binCount).Select(k => ToMel(k * binWidth))]);

    /// <summary>The weighted sum of a spectrum over one band.</summary>
    public double Energy(int band, ReadOnlySpan<double> power)
    {
        var (start, weights) = _bands[band];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * power[start + i];
        return sum;
    }

    private static double ToMel(double frequency) => Math.Log(1 + (frequency / 700));

    private static IEnumerable<double> Edges(int bandCount, double low, double high)
    {
        var step = (ToMel(high) - ToMel(low)) / (bandCount + 1);
        return Enumerable.Range(0, bandCount + 2).Select(i => ToMel(low) + (i * step));
    }

    private static (int Start, double[] Weights) Triangle(ReadOnlySpan<double> edges, double[] bins)
    {
        var (left, centre, right) = (edges[0], edges[1], edges[2]);
        var start = Array.FindIndex(bins, bin => bin > left);
        if (start < 0) return (0, []);
        return (start, [.. bins.Skip(start).TakeWhile(bin => bin < right)
            .Select(bin => Math.Min((bin - left) / (centre - left), (right - bin) / (right - centre)))]);
    }
}
