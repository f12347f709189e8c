namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>The sound of Kinetics-Sounds as [Peng2022] and, after it, MMPareto give it to the network: [1024, 128].</summary>
/// <remarks>
/// The signal minus its mean; <see cref="KaldiFilterBank"/> with its defaults; cut to 1024 frames (10.25 s), or filled up
/// with zeros; (x + 4.503877) / (2 · 5.141276). Filling up comes first, so what was filled becomes 0.438.
/// </remarks>
public sealed class KineticsSoundsFilterBank : ISpectrogram
{
    private const double Mean = -4.503877;
    private const double Deviation = 5.141276;

    private readonly KaldiFilterBank _filterBank;
    private readonly int _frames;

    /// <summary>Makes the filter bank.</summary>
    /// <param name="sampleRate">The rate of the samples, in Hz; at least 100. The recipe takes the rate of the file.</param>
    /// <param name="frames">Frames, at least 1; the recipe has 1024.</param>
    /// <param name="bins">Bands of the mel scale, from 1 to 4096; the recipe has 128.</param>
    /// <exception cref="ArgumentException">The rate or a number is out of range.</exception>
    public KineticsSoundsFilterBank(int sampleRate = 16_000, int frames = 1024, int bins = 128)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        _filterBank = new KaldiFilterBank(new KaldiFilterBankOptions { SampleRate = sampleRate, BinCount = bins });
        _frames = frames;
    }

    /// <inheritdoc/>
    public int SampleRate => _filterBank.SampleRate;

    /// <summary>Bands of the mel scale.</summary>
    public int BinCount => _filterBank.BinCount;

    /// <summary>The fixed number of frames, whatever the number of samples.</summary>
    public int FrameCount(int sampleCount) => _frames;

    /// <summary>[frames, bins], whatever the number of samples.</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => (_frames, BinCount);

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
