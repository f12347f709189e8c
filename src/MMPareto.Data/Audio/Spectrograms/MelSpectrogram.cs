namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Energies in bands of the mel scale, [bands, frames].</summary>
/// <remarks>
/// The power of the short-time Fourier transform (periodic Hann window, centred, ends reflected) times triangles between
/// equal steps of HTK's mel scale, not normalised. Equal to <c>torchaudio.transforms.MelSpectrogram</c>, in double,
/// followed by the logarithm of the options. Differs where the sample rate or n_fft is odd: torchaudio then takes the last
/// frequency of a frame for half the sample rate rounded down, which it is not.
/// </remarks>
public sealed class MelSpectrogram : ISpectrogram
{
    private readonly MelSpectrogramOptions _options;
    private readonly CentredFrames _frames;
    private readonly MelBands _bands;

    /// <summary>Makes window, transform and bands.</summary>
    /// <param name="options">Settings; the defaults if null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public MelSpectrogram(MelSpectrogramOptions? options = null)
    {
        _options = options ?? new MelSpectrogramOptions();
        _options.Validate();
        _frames = new CentredFrames(_options.FftSize, _options.WindowLength, _options.HopLength);
        _bands = MelBands.OverHertz(
            _options.BinCount, _options.LowFrequency,
            SpectrogramRules.UpperEnd(_options.HighFrequency, _options.SampleRate),
            _frames.BinCount, (double)_options.SampleRate / _options.FftSize);
    }

    /// <inheritdoc/>
    public int SampleRate => _options.SampleRate;

    /// <summary>Bands, from low to high.</summary>
    public int BinCount => _options.BinCount;

    /// <inheritdoc/>
    public int FrameCount(int sampleCount) => _frames.FrameCount(sampleCount);

    /// <summary>[bins, frames].</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => (BinCount, FrameCount(sampleCount));

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination)
    {
        this.RequireLength(samples.Length, destination);
        _frames.Fill(samples, BinCount, destination,
            (power, band) => _options.Scale.Apply(_bands.Energy(band, power), _options.Epsilon));
    }
}
