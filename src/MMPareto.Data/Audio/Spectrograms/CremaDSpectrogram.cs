namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>The sound of CREMA-D as the code of [Peng2022] gives it to the network: [257, 188].</summary>
/// <remarks>
/// At 22 050 Hz, the signal is repeated until it fills 3 s, cut there and kept within ±1; then
/// <see cref="StftSpectrogram"/> with its defaults. Differs from the code: a clip below 1 s is repeated more than three
/// times, so that the size holds.
/// </remarks>
public sealed class CremaDSpectrogram : ISpectrogram
{
    private const int SampleCount = 3 * 22_050;

    private readonly RepeatedSpectrogram _spectrogram = new(new StftSpectrogram(), SampleCount);

    /// <summary>22 050 Hz.</summary>
    public int SampleRate => _spectrogram.SampleRate;

    /// <summary>257 frequencies.</summary>
    public int BinCount => _spectrogram.BinCount;

    /// <summary>188, whatever the number of samples.</summary>
    public int FrameCount(int sampleCount) => _spectrogram.FrameCount(sampleCount);

    /// <summary>[257, 188], whatever the number of samples.</summary>
    public (int Rows, int Columns) Shape(int sampleCount) => _spectrogram.Shape(sampleCount);

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<float> samples, Span<float> destination) => _spectrogram.Compute(samples, destination);
}
