using MMPareto.Data.Audio;
using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Tests.Data.Audio;

public class SpectrogramTests
{
    private static readonly Dictionary<string, ISpectrogram> Kinds = new()
    {
        ["mel"] = new MelSpectrogram(),
        ["stft"] = new StftSpectrogram(),
        ["kaldi"] = new KaldiFilterBank(),
        ["kaldi, edges kept"] = new KaldiFilterBank(new KaldiFilterBankOptions { SnipEdges = false }),
        ["fixed"] = new FixedSpectrogram(new MelSpectrogram(), 50),
        ["kinetics-sounds"] = new KineticsSoundsFilterBank(),
        ["crema-d"] = new CremaDSpectrogram(),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_clip_of_any_length_gives_finite_numbers(string name)
    {
        var previous = 0;
        foreach (var count in new[] { 0, 1, 2, 159, 160, 399, 400, 401, 5000 })
        {
            var image = Kinds[name].Compute(Clip(Kinds[name], count));
            Assert.All(image, x => Assert.True(float.IsFinite(x)));
            Assert.Equal(Kinds[name].FrameCount(count) * Kinds[name].BinCount, image.Length);
            Assert.True(image.Length >= previous);
            previous = image.Length;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Silence_gives_finite_numbers(string name) => Assert.All(
        Kinds[name].Compute(new AudioClip(Kinds[name].SampleRate, 1, new float[2000])),
        x => Assert.True(float.IsFinite(x)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_disturb_one_another(string name)
    {
        var clips = Enumerable.Range(0, 4).Select(i => Clip(Kinds[name], 2000 + (500 * i))).ToArray();
        var alone = clips.Select(Kinds[name].Compute).ToArray();
        var together = new float[clips.Length][];
        Parallel.For(0, clips.Length, i => together[i] = Kinds[name].Compute(clips[i]));
        Assert.All(alone.Zip(together), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_destination_of_another_size_is_refused(string name)
    {
        var (rows, columns) = Kinds[name].Shape(3000);
        var error = Assert.Throws<ArgumentException>(() => Kinds[name].Compute(new float[3000], new float[7]));
        Assert.StartsWith($"destination must have {rows} × {columns} numbers; got 7.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_of_another_rate_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new MelSpectrogram().Compute(new AudioClip(8000, 1, new float[9])));
        Assert.StartsWith(
            "clip must have 16000 Hz; got 8000. Bring it there with AudioResampler.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_are_averaged()
    {
        var mono = Signals.Chirps(1000, 16_000);
        var stereo = mono.SelectMany(x => new[] { x + 0.25f, x - 0.25f }).ToArray();
        Assert.Equal(
            new MelSpectrogram().Compute(new AudioClip(16_000, 1, mono)),
            new MelSpectrogram().Compute(new AudioClip(16_000, 2, stereo)));
    }

    [Fact]
    public void A_tone_stands_at_its_frequency()
    {
        var tone = Enumerable.Range(0, 22_050).Select(t => (float)Math.Sin(2 * Math.PI * 40 * t / 512)).ToArray();
        var stft = new StftSpectrogram(new StftSpectrogramOptions { Scale = SpectrogramScale.Linear });
        var frames = stft.FrameCount(tone.Length);
        var image = stft.Compute(new AudioClip(22_050, 1, tone));
        var middle = Enumerable.Range(0, stft.BinCount).Select(k => image[(k * frames) + (frames / 2)]).ToArray();
        Assert.Equal(128, middle[40], 3); // half the sum of the window
        Assert.Equal(64, middle[39], 3);
        Assert.Equal(0, middle[50], 3);
    }

    [Fact]
    public void The_recipe_of_CREMA_D_repeats_the_clip_to_three_seconds()
    {
        var recipe = new CremaDSpectrogram();
        Assert.Equal((257, 188), recipe.Shape(1));
        var second = Signals.Chirps(22_050, 22_050);
        var loud = second.Select((x, t) => t % 100 == 0 ? 3f : x).ToArray();
        var repeated = Enumerable.Range(0, 3).SelectMany(_ => loud).Select(x => Math.Min(x, 1)).ToArray();
        Assert.Equal(
            new StftSpectrogram().Compute(new AudioClip(22_050, 1, repeated)),
            recipe.Compute(new AudioClip(22_050, 1, loud)));
    }

    [Fact]
    public void The_recipe_of_Kinetics_Sounds_fills_up_before_it_normalises()
    {
        var image = new KineticsSoundsFilterBank().Compute(new AudioClip(16_000, 1, Signals.Chirps(16_000, 16_000)));
        Assert.Equal(1024 * 128, image.Length);
        Assert.All(image[(98 * 128)..], x => Assert.Equal(4.503877 / (2 * 5.141276), x, 6));
        Assert.NotEqual(image[^1], image[(98 * 128) - 1]);
    }

    private static AudioClip Clip(ISpectrogram kind, int count) =>
        new(kind.SampleRate, 1, Signals.Chirps(count, kind.SampleRate));
}
