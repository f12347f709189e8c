namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>The sound of Kinetics-Sounds as [Peng2022] and, after it, MMPareto give it to the network: [1024, 128].</summary>
/// <remarks>
/// The signal minus its mean; <see cref="KaldiFilterBank"/> with its defaults; cut to 1024 frames (10.25 s), or filled up
/// with zeros; (x + 4.503877) / (2 · 5.141276). Filling up comes first, so what was filled becomes 0.438.
/// </remarks>
public sealed class KineticsSoundsFilterBank : ISpectrogram
{
    private const int Frames = 1024;
    private const double Mean = -4.503877;
    private const double Deviation = 5.141276;

    private readonly KaldiFilterBank _filterBank;

    /// <summary>Makes the filter bank.</summary>
    /// <param name="sampleRate">The rate of the samples, in Hz; at least 100. The recipe takes the rate of the file.</param>
    /// <exception cref="ArgumentException">The rate is out of range.</exception>
    public KineticsSoundsFilterBank(int sampleRate = 16_000) =>
        _filterBank = new KaldiFilterBank(new KaldiFilterBankOptions { SampleRate = sampleRate });

    /// <inheritdoc/>
    public int SampleRate => _filterBank.SampleRate;

    /// <summary>128 bands.</summary>
    public int BinCount => _filterBank.BinCount;

    /// <summary>1024, whatever the number of samples.</summary>
    public int FrameCount(int sampleCount) => Frames;

    /// <summary>[1024, 128], whatever the number of samples.</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => (Frames, BinCount);

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination)
    {
        this.RequireLength(samples.Length, destination);
        var centred = WithoutMean(samples);
        var image = new float[_filterBank.FrameCount(centred.Length) * BinCount];
        _filterBank.Compute(centred, image);
        var kept = Math.Min(image.Length, destination.Length);
        image.AsSpan(0, kept).CopyTo(destination);
        destination[kept..].Clear();
        foreach (ref var value in destination) value = (float)((value - Mean) / (2 * Deviation));
    }

    private static float[] WithoutMean(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += sample;
        var mean = samples.IsEmpty ? 0 : sum / samples.Length;
        var centred = new float[samples.Length];
        for (var t = 0; t < centred.Length; t++) centred[t] = (float)(samples[t] - mean);
        return centred;
    }
}
