using MMPareto.Data.Audio.Fourier;

namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>
/// Power spectra of frames under a periodic Hann window, the t-th centred on sample t · hop, as of <c>torch.stft</c>.
/// </summary>
/// <remarks>
/// At the ends the signal is reflected without repeating its last sample; one shorter than half a frame is reflected
/// again and again, where torch refuses it.
/// </remarks>
internal sealed class CentredFrames
{
    private readonly PowerSpectrum _spectrum;
    private readonly double[] _window;
    private readonly int _hopLength;

    /// <param name="fftSize">Samples of a frame.</param>
    /// <param name="windowLength">Samples under the window, in the middle of the frame; the others weigh nothing.</param>
    /// <param name="hopLength">Samples from one frame to the next.</param>
    public CentredFrames(int fftSize, int windowLength, int hopLength)
    {
        _spectrum = new PowerSpectrum(fftSize);
        _window = new double[fftSize];
        Windows.PeriodicHann(windowLength).CopyTo(_window, (fftSize - windowLength) / 2);
        _hopLength = hopLength;
    }

    /// <summary>Numbers of a spectrum.</summary>
    public int BinCount => _spectrum.BinCount;

    /// <summary>Frames of so many samples: none of none. Frames of odd length have their middle before the last half.</summary>
    public int FrameCount(int sampleCount) =>
        sampleCount == 0 ? 0 : 1 + ((sampleCount - (_spectrum.Size % 2)) / _hopLength);

    /// <summary>Writes a spectrogram [rows, frames], frame by frame.</summary>
    /// <param name="samples">Samples of one channel.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="destination">rows · frames values, row-major.</param>
    /// <param name="valueOf">The value of a row from the power spectrum of a frame.</param>
    public void Fill(ReadOnlySpan<float> samples, int rows, Span<float> destination, Func<double[], int, float> valueOf)
    {
        var buffer = _spectrum.CreateBuffer();
        var frameCount = FrameCount(samples.Length);
        for (var t = 0; t < frameCount; t++)
        {
            Compute(samples, t, buffer);
            for (var row = 0; row < rows; row++) destination[(row * frameCount) + t] = valueOf(buffer.Power, row);
        }
    }

    /// <summary>Makes the power of the buffer that of one frame.</summary>
    private void Compute(ReadOnlySpan<float> samples, int frame, SpectrumBuffer buffer)
    {
        var start = (frame * _hopLength) - (_spectrum.Size / 2);
        for (var i = 0; i < _window.Length; i++)
            buffer.Frame[i] = _window[i] * samples[Reflect(start + i, samples.Length)];
        _spectrum.Compute(buffer);
    }

    private static int Reflect(int index, int count)
    {
        if ((uint)index < (uint)count) return index;
        var period = Math.Max(1, 2 * (count - 1));
        var within = ((index % period) + period) % period;
        return within < count ? within : period - within;
    }
}
