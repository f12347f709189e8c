using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Data.AvDigits;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

public class AvDigitsTests
{
    [Fact]
    public void Voices_are_heard_in_one_part_only()
    {
        string[][] parts = [Voices.Of(0), Voices.Of(1), Voices.Of(2)];
        Assert.Equal([144, 36, 36], parts.Select(part => part.Length));
        Assert.Equal(216, parts.SelectMany(part => part).Distinct().Count());
        Assert.Equal(36, parts.SelectMany(part => part.Select(voice => voice.Split('+')[1]).Distinct()).Distinct().Count());
    }

    [Fact]
    public void How_a_digit_is_spoken_follows_from_the_draw_and_stays_in_range()
    {
        var random = new CounterRandom(1, 2);
        var again = new CounterRandom(1, 2);
        for (var i = 0; i < 1000; i++)
        {
            var spoken = SpokenDigit.Draw(i % 10, Voices.Of(0), ref random);
            Assert.Equal(spoken, SpokenDigit.Draw(i % 10, Voices.Of(0), ref again));
            Assert.InRange(spoken.Speed, 110, 220);
            Assert.InRange(spoken.Pitch, 20, 80);
        }
        Assert.Equal("seven", new SpokenDigit(7, "en-us+m1", 160, 50).Word);
    }

    [Fact]
    public void A_sound_is_cut_to_the_word_and_has_one_loudness_and_the_noise_asked_for()
    {
        var samples = new float[22_050];
        for (var i = 5_000; i < 15_000; i++) samples[i] = 0.3f * (float)Math.Sin(0.2 * i);
        var spoken = new AudioClip(22_050, 1, samples);
        var clean = SpeechSound.Of(spoken, 0, new CounterRandom(0));
        Assert.Equal(16_000, clean.SampleRate);
        Assert.InRange(clean.Length, 7_200, 7_320); // 10,000 samples at 22,050 Hz are 7,256 at 16,000
        Assert.InRange(RootMeanSquare(clean), 0.079, 0.081);
        Assert.InRange(RootMeanSquare(SpeechSound.Of(spoken, 2, new CounterRandom(0))), 0.08 * 2.1, 0.08 * 2.4); // √(1 + 2²) = 2.24
    }

    [Fact]
    public void Silence_and_long_speech_are_taken()
    {
        Assert.InRange(SpeechSound.Of(new AudioClip(16_000, 1, new float[100]), 0, new CounterRandom(0)).Length, 1, 100);
        var loud = new float[40_000];
        Array.Fill(loud, 0.5f);
        Assert.Equal(16_000, SpeechSound.Of(new AudioClip(16_000, 1, loud), 0, new CounterRandom(0)).Length);
    }

    [Fact]
    public void Without_the_program_the_way_out_is_told() => Assert.Equal(
        "av-digits needs espeak-ng to speak digits; got none on the path. Install it, as by: apt-get install espeak-ng",
        Assert.Throws<DataException>(() => new SpeechSynthesizer(searchPath: "")).Message);

    [Fact]
    public void Options_out_of_range_are_told_at_once() => Assert.Equal(
        "TrainPairs must be from 100 to 50000; got 1. Noise must be from 0 to 10; got -1.",
        Assert.Throws<ArgumentException>(() => new AvDigitsOptions { TrainPairs = 1, Noise = -1 }.Validate()).Message);

    /// <summary>From eSpeak NG to tensors, on a few made-up images.</summary>
    [Fact]
    public async Task Pairs_are_made_once_and_read_as_image_and_sound()
    {
        Assert.SkipUnless(ProgramPath.Find("espeak-ng", null) is not null, "espeak-ng is not installed");
        using var folder = new TemporaryFolder();
        IdxFiles.Write(folder, train: 160, test: 60, size: 12);
        var options = new AvDigitsOptions { MnistFolder = folder.FullPath, Place = folder["made"], TrainPairs = 100, ValidationPairs = 50, TestPairs = 50 };
        var said = new List<string>();

        var data = await AvDigitsSplits.LoadAsync(options, report: said.Add, stop: TestContext.Current.CancellationToken);

        Assert.Contains("200 spoken digits", Assert.Single(said), StringComparison.Ordinal);
        Assert.Equal((100, 50, 50), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(["image [1, 12, 12]", "sound [1, 64, 100]"], data.Train.Modalities.Select(modality => modality.ToString()));
        Assert.Equal(10, data.Train.ClassCount);
        Memory<float>[] memory = [new float[144], new float[6400]];
        data.Test.Read(0, new SampleDestination(memory));
        Assert.True(memory[1].ToArray().Distinct().Count() > 1000);
        var again = await AvDigitsSplits.LoadAsync(options, report: said.Add, stop: TestContext.Current.CancellationToken);
        Assert.Single(said);
        Assert.Equal(data.ContentHash, again.ContentHash);
        Assert.Empty(Directory.GetDirectories(folder["made"], ".fetch-*"));
    }

    private static double RootMeanSquare(AudioClip clip) => Math.Sqrt(clip.Samples.ToArray().Average(value => (double)value * value));
}
