using MMPareto.Data.Audio;

namespace MMPareto.Tests.Data.Audio;

public class AudioResamplerTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ReferenceCase.NamesOf("resample")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_are_those_of_torchaudio(string name)
    {
        var reference = ReferenceCase.Of(name);
        var resampler = new AudioResampler(reference.Rate, reference.Whole("to"));
        var resampled = resampler.Resample(Signals.Chirps(reference.Count, reference.Rate));
        Assert.Equal(reference.Shape[0], resampled.Length);
        Assert.Equal(reference.Shape[0], resampler.OutputLength(reference.Count));
        var deviation = reference.DeviationOf(resampled);
        output.WriteLine($"{name}: {deviation:E1}");
        Assert.InRange(deviation, 0, 5e-7);
    }

    [Fact]
    public void A_tone_stays_a_tone()
    {
        var tone = Tone(44_100, 4410);
        var resampled = new AudioResampler(44_100, 16_000).Resample(tone);
        var expected = Tone(16_000, 1600);
        for (var t = 100; t < 1500; t++) Assert.InRange(resampled[t] - expected[t], -0.002, 0.002);

        static float[] Tone(int rate, int count) =>
            [.. Enumerable.Range(0, count).Select(t => (float)Math.Sin(2 * Math.PI * 1000 * t / rate))];
    }

    [Fact]
    public void Channels_are_resampled_each_by_itself()
    {
        var left = Signals.Chirps(500, 22_050);
        var right = left.Reverse().ToArray();
        var resampler = new AudioResampler(22_050, 16_000);
        var stereo = resampler.Resample(
            new AudioClip(22_050, 2, left.Zip(right, (l, r) => new[] { l, r }).SelectMany(pair => pair).ToArray()));
        Assert.Equal((16_000, 2), (stereo.SampleRate, stereo.ChannelCount));
        Assert.Equal(resampler.Resample(left), stereo.Samples.ToArray().Where((_, i) => i % 2 == 0));
        Assert.Equal(resampler.Resample(right), stereo.Samples.ToArray().Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void Equal_rates_leave_samples_alone()
    {
        var samples = Signals.Chirps(50, 8000);
        Assert.Equal(samples, new AudioResampler(8000, 8000).Resample(samples));
        var clip = new AudioClip(8000, 2, samples);
        Assert.Same(clip, new AudioResampler(8000, 8000).Resample(clip));
    }

    [Fact]
    public void Nothing_comes_of_nothing_and_short_clips_are_no_trouble()
    {
        var resampler = new AudioResampler(8000, 44_100);
        Assert.Empty(resampler.Resample([]));
        Assert.Equal(6, resampler.Resample([1f]).Length);
        Assert.Single(new AudioResampler(44_100, 8000).Resample([1f]));
    }

    [Fact]
    public void Rates_out_of_range_and_clips_of_another_rate_are_refused()
    {
        var rates = Assert.Throws<ArgumentException>(() => new AudioResampler(0, 2_000_000));
        Assert.Equal(
            "sourceRate must be from 1 to 1000000; got 0. targetRate must be from 1 to 1000000; got 2000000.", rates.Message);
        var clip = Assert.Throws<ArgumentException>(
            () => new AudioResampler(8000, 16_000).Resample(new AudioClip(8001, 1, new float[3])));
        Assert.StartsWith("clip must have 8000 Hz; got 8001.", clip.Message, StringComparison.Ordinal);
    }
}
