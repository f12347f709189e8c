using MMPareto.Data.Audio;

namespace MMPareto.Tests.Data.Audio;

public class AudioClipTests
{
    [Fact]
    public void Mono_is_the_mean_of_the_channels()
    {
        var clip = new AudioClip(8000, 3, new[] { 1f, 2f, 6f, -1f, 0f, 0.25f });
        Assert.Equal((2, 2 / 8000.0), (clip.Length, clip.Seconds));
        var mono = clip.ToMono();
        Assert.Equal((8000, 1), (mono.SampleRate, mono.ChannelCount));
        Assert.Equal([3f, -0.25f], mono.Samples.ToArray());
        Assert.Same(mono, mono.ToMono());
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new AudioClip(0, 2, new float[3]));
        Assert.Equal(
            "sampleRate must be at least 1; got 0. samples must be a multiple of 2 numbers; got 3.", error.Message);
        Assert.Throws<ArgumentException>(() => new AudioClip(1, 0, new float[3]));
    }
}
