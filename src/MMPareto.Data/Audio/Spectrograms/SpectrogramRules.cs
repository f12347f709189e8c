namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>What several spectrograms require of their settings.</summary>
internal static class SpectrogramRules
{
    private const int MaximumFftSize = 1 << 16;
    private const int MaximumBands = 4096;

    /// <summary>Requires frames that can be transformed.</summary>
    public static OptionProblems RequireFrames(
        this OptionProblems problems, int fftSize, int windowLength, int hopLength) => problems
            .RequireRange("FftSize", fftSize, 2, MaximumFftSize)
            .RequireRange("WindowLength", windowLength, 1, Math.Clamp(fftSize, 1, MaximumFftSize))
            .RequireRange("HopLength", hopLength, 1);

    /// <summary>Requires bands within what the sample rate can hold; an upper end of 0 or less counts from there.</summary>
    public static OptionProblems RequireBands(
        this OptionProblems problems, int binCount, double low, double high, int sampleRate) => problems
            .RequireRange("BinCount", binCount, 1, MaximumBands)
            .Require(low >= 0 && low < sampleRate / 2.0, "LowFrequency", $"be from 0 to below {sampleRate / 2.0} Hz", low)
            .Require(
                UpperEnd(high, sampleRate) is var end && end > low && end <= sampleRate / 2.0, "HighFrequency",
                $"be above LowFrequency and at most {sampleRate / 2.0} Hz", high);

    /// <summary>Requires a known scale and a usable ε.</summary>
    public static OptionProblems RequireScale(this OptionProblems problems, SpectrogramScale scale, double epsilon) =>
        problems
            .Require(Enum.IsDefined(scale), "Scale", "be one of the named scales", scale)
            .Require(epsilon > 0 && double.IsFinite(epsilon), "Epsilon", "be above 0 and finite", epsilon);

    /// <summary>The upper end of the last band, in Hz.</summary>
    public static double UpperEnd(double high, int sampleRate) => high > 0 ? high : (sampleRate / 2.0) + high;
}
