namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Settings of a <see cref="StftSpectrogram"/>. Defaults are those of [Peng2022]'s code for CREMA-D.</summary>
public sealed record StftSpectrogramOptions
{
    /// <summary>The rate of the samples, in Hz; at least 1, default 22 050.</summary>
    public int SampleRate { get; init; } = 22_050;

    /// <summary>Samples of a frame, from 2 to 65 536, default 512. Powers of two are fastest.</summary>
    public int FftSize { get; init; } = 512;

    /// <summary>Samples under the Hann window, from 1 to the size of the frame, default 512.</summary>
    public int WindowLength { get; init; } = 512;

    /// <summary>Samples from one frame to the next; at least 1, default 353.</summary>
    public int HopLength { get; init; } = 353;

    /// <summary>What becomes of a magnitude; default ln(|S| + ε).</summary>
    public SpectrogramScale Scale { get; init; } = SpectrogramScale.LogOffset;

    /// <summary>ε of the scale, above 0; default 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .RequireRange(nameof(SampleRate), SampleRate, 1)
        .RequireFrames(FftSize, WindowLength, HopLength)
        .RequireScale(Scale, Epsilon)
        .ThrowIfAny();
}
