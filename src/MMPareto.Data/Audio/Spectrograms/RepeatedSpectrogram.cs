namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>The image of a clip that is repeated until it fills a length, cut there and kept within ±1.</summary>
public sealed class RepeatedSpectrogram : ISpectrogram
{
    private readonly ISpectrogram _spectrogram;
    private readonly int _sampleCount;

    /// <summary>Fixes the length.</summary>
    /// <param name="spectrogram">The kind of image.</param>
    /// <param name="sampleCount">Samples that are filled, at least 1.</param>
    public RepeatedSpectrogram(ISpectrogram spectrogram, int sampleCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        (_spectrogram, _sampleCount) = (spectrogram, sampleCount);
    }

    /// <inheritdoc/>
    public int SampleRate => _spectrogram.SampleRate;

    /// <inheritdoc/>
    public int BinCount => _spectrogram.BinCount;

    /// <summary>That of the length, whatever the number of samples.</summary>
    public int FrameCount(int sampleCount) => _spectrogram.FrameCount(_sampleCount);

    /// <summary>That of the length, whatever the number of samples.</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => _spectrogram.Shape(_sampleCount);

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination)
    {
        this.RequireLength(samples.Length, destination);
        var repeated = new float[_sampleCount];
        if (!samples.IsEmpty)
            for (var t = 0; t < _sampleCount; t++) repeated[t] = Math.Clamp(samples[t % samples.Length], -1f, 1f);
        _spectrogram.Compute(repeated, destination);
    }
}
