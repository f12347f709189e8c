namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>
/// Settings of a <see cref="KaldiFilterBank"/>. Defaults are those of [Peng2022]'s code for Kinetics-Sounds; where
/// Kaldi's own differ, the setting says so.
/// </summary>
public sealed record KaldiFilterBankOptions
{
    /// <summary>The rate of the samples, in Hz; at least 1, default 16 000.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Bands of the mel scale, from 1 to 4096, default 128; Kaldi's is 23.</summary>
    public int BinCount { get; init; } = 128;

    /// <summary>Length of a frame in milliseconds, rounded down to samples, of which it has 2 to 65 536; default 25.</summary>
    public double FrameLength { get; init; } = 25;

    /// <summary>Step from frame to frame in milliseconds, rounded down to samples, at least 1; default 10.</summary>
    public double FrameShift { get; init; } = 10;

    /// <summary>How a frame fades at its ends; default Hann, Kaldi's is Povey. Symmetric.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>Share of the previous sample that is taken from each, from 0 to 1; default 0.97.</summary>
    public double Preemphasis { get; init; } = 0.97;

    /// <summary>Whether each frame's mean is taken from it first; default true.</summary>
    public bool RemoveMean { get; init; } = true;

    /// <summary>
    /// Whether only frames that lie within the signal are taken, default true; false reflects the ends, and makes as
    /// many frames as there are shifts in the signal, rounded.
    /// </summary>
    public bool SnipEdges { get; init; } = true;

    /// <summary>Whether frames are filled with zeros up to a power of two; default true.</summary>
    public bool RoundToPowerOfTwo { get; init; } = true;

    /// <summary>Lower end of the first band, in Hz; at least 0, default 20.</summary>
    public double LowFrequency { get; init; } = 20;

    /// <summary>
    /// Upper end of the last band, in Hz, up to half the sample rate; default 0. At or below 0 it counts from half the
    /// sample rate.
    /// </summary>
    public double HighFrequency { get; init; }

    /// <summary>Samples of a frame.</summary>
    internal int FrameSamples => ToSamples(FrameLength);

    /// <summary>Samples of a step.</summary>
    internal int ShiftSamples => ToSamples(FrameShift);

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .RequireRange(nameof(SampleRate), SampleRate, 1)
        .Require(FrameSamples is >= 2 and <= 1 << 16, nameof(FrameLength), "be from 2 to 65536 samples", FrameLength)
        .Require(ShiftSamples is >= 1 and <= 1 << 24, nameof(FrameShift), "be from 1 to 16777216 samples", FrameShift)
        .Require(Enum.IsDefined(Window), nameof(Window), "be one of the named windows", Window)
        .Require(Preemphasis is >= 0 and <= 1, nameof(Preemphasis), "be from 0 to 1", Preemphasis)
        .RequireBands(BinCount, LowFrequency, HighFrequency, SampleRate)
        .ThrowIfAny();

    private int ToSamples(double milliseconds) => (int)(SampleRate * milliseconds * 0.001);
}
