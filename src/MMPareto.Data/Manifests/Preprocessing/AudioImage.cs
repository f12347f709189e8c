using System.Numerics;
using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>The spectrograms that a manifest's audio can become, each with a fixed length.</summary>
internal static class AudioImage
{
    private const double FloorEnergy = 1e-6;
    private const int FramesASecond = 100;

    /// <summary>Frames that become of a length.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <param name="seconds">The length.</param>
    public static int FramesOf(SpectrogramKind kind, int sampleRate, double seconds) => Math.Max(1, kind switch
    {
        SpectrogramKind.Stft => new StftSpectrogram(new() { SampleRate = sampleRate }).FrameCount(SamplesOf(sampleRate, seconds)),
        SpectrogramKind.Kaldi => new KaldiFilterBank(new() { SampleRate = sampleRate }).FrameCount(SamplesOf(sampleRate, seconds)),
        _ => (int)Math.Ceiling(seconds * sampleRate / HopOf(sampleRate)),
    });

    /// <summary>Bins that a kind has.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="bins">Mel bins asked for, which a Fourier transform has none of.</param>
    public static int BinsOf(SpectrogramKind kind, int bins) => kind == SpectrogramKind.Stft ? new StftSpectrogram().BinCount : bins;

    /// <summary>Samples of a length.</summary>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <param name="seconds">The length.</param>
    public static int SamplesOf(int sampleRate, double seconds) => Math.Max(1, (int)Math.Ceiling(seconds * sampleRate));

    /// <summary>The length of so many frames of a log-mel spectrogram, in seconds.</summary>
    /// <param name="frames">Frames.</param>
    public static double SecondsOf(int frames) => (double)frames / FramesASecond;

    /// <summary>Makes one.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <param name="bins">Mel bins, where the kind has them.</param>
    /// <param name="frames">Frames.</param>
    /// <param name="seconds">The length that is filled by repeating, where the kind does.</param>
    public static ISpectrogram Create(SpectrogramKind kind, int sampleRate, int bins, int frames, double seconds) => kind switch
    {
        SpectrogramKind.Stft => new RepeatedSpectrogram(new StftSpectrogram(new() { SampleRate = sampleRate }), SamplesOf(sampleRate, seconds)),
        SpectrogramKind.Kaldi => new KineticsSoundsFilterBank(sampleRate, frames, bins),
        _ => new FixedSpectrogram(
            new MelSpectrogram(new()
            {
                SampleRate = sampleRate,
                FftSize = (int)BitOperations.RoundUpToPowerOf2((uint)(sampleRate / 40)),
                WindowLength = sampleRate / 40,
                HopLength = HopOf(sampleRate),
                BinCount = bins,
                Scale = SpectrogramScale.LogOffset,
                Epsilon = FloorEnergy,
            }), frames),
    };

    private static int HopOf(int sampleRate) => sampleRate / FramesASecond;
}
