namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>
/// Settings of a <see cref="MelSpectrogram"/>. Defaults are this project's, for speech at 16 kHz: 32-ms frames every
/// 10 ms, 64 bands.
/// </summary>
public sealed record MelSpectrogramOptions
{
    /// <summary>The rate of the samples, in Hz; at least 1, default 16 000.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Samples of a frame, from 2 to 65 536, default 512. Powers of two are fastest.</summary>
    public int FftSize { get; init; } = 512;

    /// <summary>Samples under the Hann window, from 1 to the size of the frame, default 512.</summary>
    public int WindowLength { get; init; } = 512;

    /// <summary>Samples from one frame to the next; at least 1, default 160.</summary>
    public int HopLength { get; init; } = 160;

    /// <summary>Bands of the mel scale, from 1 to 4096, default 64. One that lies between two frequencies is 0.</summary>
    public int BinCount { get; init; } = 64;

    /// <summary>Lower end of the first band, in Hz; at least 0, default 0.</summary>
    public double LowFrequency { get; init; }

    /// <summary>
    /// Upper end of the last band, in Hz, up to half the sample rate. 0, the default, means half the sample rate.
    /// </summary>
    public double HighFrequency { get; init; }

    /// <summary>What becomes of an energy; default ln max(x, ε).</summary>
    public SpectrogramScale Scale { get; init; } = SpectrogramScale.LogFloor;

    /// <summary>ε of the scale, above 0; default 1e-10.</summary>
    public double Epsilon { get; init; } = 1e-10;

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .RequireRange(nameof(SampleRate), SampleRate, 1)
        .RequireFrames(FftSize, WindowLength, HopLength)
        .RequireBands(BinCount, LowFrequency, HighFrequency, SampleRate)
        .RequireScale(Scale, Epsilon)
        .ThrowIfAny();
}
