using MMPareto.Data.Audio;
using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Tests.Data.Audio;

public class SpectrogramOptionsTests
{
    [Fact]
    public void Defaults_are_in_range()
    {
        new MelSpectrogramOptions().Validate();
        new StftSpectrogramOptions().Validate();
        new KaldiFilterBankOptions().Validate();
        new ExternalDecoderOptions().Validate();
    }

    [Fact]
    public void Everything_wrong_with_a_mel_spectrogram_is_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new MelSpectrogram(new MelSpectrogramOptions
        {
            FftSize = 1,
            WindowLength = 600,
            HopLength = 0,
            BinCount = 0,
            LowFrequency = 9000,
            HighFrequency = double.NaN,
            Scale = (SpectrogramScale)9,
            Epsilon = 0,
        }));
        Assert.Equal(
            "FftSize must be from 2 to 65536; got 1. WindowLength must be from 1 to 1; got 600. " +
            "HopLength must be at least 1; got 0. BinCount must be from 1 to 4096; got 0. " +
            "LowFrequency must be from 0 to below 8000 Hz; got 9000. " +
            "HighFrequency must be above LowFrequency and at most 8000 Hz; got NaN. " +
            "Scale must be one of the named scales; got 9. Epsilon must be above 0 and finite; got 0.", error.Message);
    }

    [Fact]
    public void Everything_wrong_with_a_short_time_spectrogram_is_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new StftSpectrogram(new StftSpectrogramOptions { SampleRate = 0, FftSize = 100_000, WindowLength = 0 }));
        Assert.Equal(
            "SampleRate must be at least 1; got 0. FftSize must be from 2 to 65536; got 100000. " +
            "WindowLength must be from 1 to 65536; got 0.", error.Message);
    }

    [Fact]
    public void Everything_wrong_with_a_filter_bank_is_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new KaldiFilterBank(new KaldiFilterBankOptions
        {
            FrameLength = 0.1,
            FrameShift = double.NaN,
            Window = (WindowFunction)7,
            Preemphasis = 2,
            HighFrequency = -7990,
        }));
        Assert.Equal(
            "FrameLength must be from 2 to 65536 samples; got 0.1. FrameShift must be from 1 to 16777216 samples; got NaN. " +
            "Window must be one of the named windows; got 7. Preemphasis must be from 0 to 1; got 2. " +
            "HighFrequency must be above LowFrequency and at most 8000 Hz; got -7990.", error.Message);
    }
}
