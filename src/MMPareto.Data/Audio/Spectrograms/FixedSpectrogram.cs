namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>A spectrogram with a fixed number of frames, as models need it.</summary>
/// <remarks>
/// A clip that is too short is followed by silence, one that is too long is cut, before its image is computed. A clip
/// that has so many frames by itself is left as it is.
/// </remarks>
public sealed class FixedSpectrogram : ISpectrogram
{
    private const int LongestClip = 1 << 30;

    private readonly ISpectrogram _spectrogram;
    private readonly int _frameCount;
    private readonly int _fewest;
    private readonly int _most;

    /// <summary>Fixes the number of frames.</summary>
    /// <param name="spectrogram">The kind of image.</param>
    /// <param name="frameCount">Frames, at least 1.</param>
    /// <exception cref="ArgumentException">No clip has so many frames.</exception>
    public FixedSpectrogram(ISpectrogram spectrogram, int frameCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frameCount, 1);
        _spectrogram = spectrogram;
        _frameCount = frameCount;
        _fewest = FewestSamples(frameCount);
        _most = FewestSamples(frameCount + 1L) - 1;
        var nearest = spectrogram.FrameCount(_fewest);
        if (nearest != frameCount)
            throw new ArgumentException($"frameCount must be that of some clip; got {frameCount}.", nameof(frameCount));
    }

    /// <inheritdoc/>
    public int SampleRate => _spectrogram.SampleRate;

    /// <inheritdoc/>
    public int BinCount => _spectrogram.BinCount;

    /// <summary>The fixed number of frames, whatever the number of samples.</summary>
    public int FrameCount(int sampleCount) => _frameCount;

    /// <summary>The shape of the image, in the order of the spectrogram within, whatever the number of samples.</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => _spectrogram.Shape(_fewest);

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination)
    {
        this.RequireLength(samples.Length, destination);
        if (samples.Length > _most) samples = samples[.._most];
        if (samples.Length < _fewest)
        {
            var padded = new float[_fewest];
            samples.CopyTo(padded);
            samples = padded;
        }
        _spectrogram.Compute(samples, destination);
    }

    /// <summary>The shortest clip with as many frames or more, by bisection; the longest of all if there is none.</summary>
    private int FewestSamples(long frames)
    {
        var (low, high) = (0, LongestClip);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_spectrogram.FrameCount(middle) >= frames) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
