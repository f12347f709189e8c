using MMPareto.Data.Audio;
using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Tests.Data.Audio;

public class FixedSpectrogramTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clip_with_so_many_frames_is_left_as_it_is(bool kaldi)
    {
        ISpectrogram inner = kaldi ? new KaldiFilterBank() : new MelSpectrogram();
        for (var count = 4950; count < 5300; count += 23)
        {
            var clip = Clip(count);
            var frames = inner.FrameCount(count);
            Assert.Equal(inner.Compute(clip), new FixedSpectrogram(inner, frames).Compute(clip));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_short_clip_is_followed_by_silence_and_a_long_one_is_cut(bool kaldi)
    {
        ISpectrogram inner = kaldi ? new KaldiFilterBank() : new MelSpectrogram();
        var size = new FixedSpectrogram(inner, 20);
        Assert.Equal(20, size.FrameCount(1));
        Assert.Equal(kaldi ? (20, 128) : (64, 20), size.Shape(1_000_000));
        var (fewest, most) = kaldi ? (400 + (19 * 160), 400 + (20 * 160) - 1) : (19 * 160, (20 * 160) - 1);
        var padded = Clip(1000).Samples.ToArray().Concat(new float[fewest - 1000]).ToArray();
        Assert.Equal(inner.Compute(new AudioClip(16_000, 1, padded)), size.Compute(Clip(1000)));
        Assert.Equal(inner.Compute(Clip(most)), size.Compute(Clip(9000)));
    }

    [Fact]
    public void A_number_of_frames_that_no_clip_has_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedSpectrogram(new MelSpectrogram(), 0));
        var error = Assert.Throws<ArgumentException>(() => new FixedSpectrogram(new KineticsSoundsFilterBank(), 7));
        Assert.StartsWith("frameCount must be that of some clip; got 7.", error.Message, StringComparison.Ordinal);
    }

    private static AudioClip Clip(int count) => new(16_000, 1, Signals.Chirps(count, 16_000));
}
