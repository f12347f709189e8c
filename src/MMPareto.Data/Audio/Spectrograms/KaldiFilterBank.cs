using System.Numerics;
using MMPareto.Data.Audio.Fourier;

namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Logarithms of energies in bands of the mel scale as Kaldi computes them, [frames, bands].</summary>
/// <remarks>
/// Of each frame: minus its mean; x_t − 0.97 x_(t−1); times the window; power of the Fourier transform; triangles that
/// are straight over the mel scale; ln max(energy, 2⁻²³). Equal to <c>torchaudio.compliance.kaldi.fbank</c> with
/// <c>htk_compat=True, use_energy=False, dither=0</c>, in double.
/// </remarks>
public sealed class KaldiFilterBank : ISpectrogram
{
    /// <summary>The smallest energy: the step of 32-bit floats at 1.</summary>
    private const double Floor = 1.0 / (1 << 23);

    private readonly KaldiFilterBankOptions _options;
    private readonly KaldiFrames _frames;
    private readonly PowerSpectrum _spectrum;
    private readonly MelBands _bands;

    /// <summary>Makes window, transform and bands.</summary>
    /// <param name="options">Settings; the defaults if null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public KaldiFilterBank(KaldiFilterBankOptions? options = null)
    {
        _options = options ?? new KaldiFilterBankOptions();
        _options.Validate();
        _frames = new KaldiFrames(_options);
        var size = _options.FrameSamples;
        _spectrum = new PowerSpectrum(
            _options.RoundToPowerOfTwo ? (int)BitOperations.RoundUpToPowerOf2((uint)size) : size);
        _bands = MelBands.OverMel(
            _options.BinCount, _options.LowFrequency,
            SpectrogramRules.UpperEnd(_options.HighFrequency, _options.SampleRate),
            _spectrum.Size / 2, (double)_options.SampleRate / _spectrum.Size);
    }

    /// <inheritdoc/>
    public int SampleRate => _options.SampleRate;

    /// <summary>Bands, from low to high.</summary>
    public int BinCount => _options.BinCount;

    /// <inheritdoc/>
    public int FrameCount(int sampleCount) => _frames.Count(sampleCount);

    /// <summary>[frames, bins].</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => (FrameCount(sampleCount), BinCount);

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination)
    {
        this.RequireLength(samples.Length, destination);
        var buffer = _spectrum.CreateBuffer();
        var frameCount = FrameCount(samples.Length);
        for (var t = 0; t < frameCount; t++)
        {
            _frames.Read(samples, t, buffer.Frame);
            _spectrum.Compute(buffer);
            for (var band = 0; band < BinCount; band++)
            {
                destination[(t * BinCount) + band] =
                    (float)Math.Log(Math.Max(_bands.Energy(band, buffer.Power), Floor));
            }
        }
    }
}
