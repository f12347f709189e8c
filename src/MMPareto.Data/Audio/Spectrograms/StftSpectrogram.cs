namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Magnitudes of the short-time Fourier transform, [n_fft / 2 + 1, frames].</summary>
/// <remarks>
/// Periodic Hann window; frame t is centred on sample t · hop, so there are 1 + samples / hop of them; the ends are
/// reflected. Equal to the magnitude of <c>torch.stft(center=True, pad_mode="reflect")</c>, in double.
/// </remarks>
public sealed class StftSpectrogram : ISpectrogram
{
    private readonly StftSpectrogramOptions _options;
    private readonly CentredFrames _frames;

    /// <summary>Makes window and transform.</summary>
    /// <param name="options">Settings; the defaults if null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public StftSpectrogram(StftSpectrogramOptions? options = null)
    {
        _options = options ?? new StftSpectrogramOptions();
        _options.Validate();
        _frames = new CentredFrames(_options.FftSize, _options.WindowLength, _options.HopLength);
    }

    /// <inheritdoc/>
    public int SampleRate => _options.SampleRate;

    /// <summary>Frequencies of a frame, n_fft / 2 + 1, from 0 to half the sample rate.</summary>
    public int BinCount => _frames.BinCount;

    /// <inheritdoc/>
    public int FrameCount(int sampleCount) => _frames.FrameCount(sampleCount);

    /// <summary>[bins, frames].</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => (BinCount, FrameCount(sampleCount));

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination)
    {
        this.RequireLength(samples.Length, destination);
        _frames.Fill(samples, BinCount, destination, (power, k) => _options.Scale.Apply(Math.Sqrt(power[k]), _options.Epsilon));
    }
}
