namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Makes an image of sound: numbers over frequency and time.</summary>
/// <remarks>Implementations are immutable, and give the same numbers for the same samples from any thread.</remarks>
public interface ISpectrogram
{
    /// <summary>The rate that samples must have, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>Numbers of one frame.</summary>
    int BinCount { get; }

    /// <summary>How many frames become of so many samples; more samples never give fewer frames.</summary>
    int FrameCount(int sampleCount);

    /// <summary>
    /// The shape of the result, [bins, frames] or [frames, bins] by the kind of spectrogram; stored row by row.
    /// </summary>
    (int Rows, int Columns) Shape(int sampleCount);

    /// <summary>Computes the image of one channel.</summary>
    /// <param name="samples">Samples at <see cref="SampleRate"/>, full scale −1 to 1.</param>
    /// <param name="destination">Where to write, of rows × columns numbers.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    void Compute(ReadOnlySpan<float> samples, Span<float> destination);
}
