using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Data.Audio.Spectrograms;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Preprocessing;
using MMPareto.Tests.Data.Audio;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

public sealed class AudioPreprocessorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>1024 frames of 25 ms, one each 10 ms, are 10.255 s; the recipe's mean and deviation, and silence at the end becomes 0.438.</summary>
    [Fact]
    public void Kaldi_is_the_recipe_of_kinetics_sounds()
    {
        var clip = Write("a.wav", 16_000, 48_000);
        var input = Fit("a.wav", new() { Path = "m.csv", Spectrogram = SpectrogramKind.Kaldi, MelBins = 128, AudioSeconds = 10.255 });
        Assert.Equal((ModalityKind.Spectrogram, "audio [1, 1024, 128]"), (input.Modality.Kind, input.Modality.ToString()));
        var values = Read(input, "a.wav");
        Assert.Equal(new KineticsSoundsFilterBank().Compute(clip), values);
        Assert.Equal(4.503877 / (2 * 5.141276), values[^1], 1e-6);
    }

    [Fact]
    public void Stft_is_the_recipe_of_crema_d()
    {
        var clip = Write("a.wav", 22_050, 44_100);
        var input = Fit("a.wav", new() { Path = "m.csv", Spectrogram = SpectrogramKind.Stft, SampleRate = 22_050, AudioSeconds = 3 });
        Assert.Equal("audio [1, 257, 188]", input.Modality.ToString());
        Assert.Equal(new CremaDSpectrogram().Compute(clip), Read(input, "a.wav"));
    }

    [Theory]
    [InlineData(SpectrogramKind.LogMel, "log-mel", "audio [1, 32, 200]")]
    [InlineData(SpectrogramKind.Stft, "stft", "audio [1, 257, 91]")]
    [InlineData(SpectrogramKind.Kaldi, "kaldi", "audio [1, 198, 32]")]
    public void The_length_is_that_of_the_longest_clip_and_all_is_kept_with_the_run(SpectrogramKind kind, string name, string modality)
    {
        Write("a.wav", 16_000, 32_000);
        var input = Fit("a.wav", new() { Path = "m.csv", Spectrogram = kind, MelBins = 32 });
        Assert.Equal(modality, input.Modality.ToString());
        File.WriteAllBytes(_folder["preprocessing.json"], new ManifestPreprocessing { Inputs = [input], Labels = [new("label", TargetKind.Class) { Names = ["x", "y"] }] }.ToJson());
        var text = File.ReadAllText(_folder["preprocessing.json"]);
        Assert.Contains($"\"spectrogram\": \"{name}\"", text, StringComparison.Ordinal);
        var read = ManifestPreprocessing.Read(_folder["preprocessing.json"]).Inputs[0];
        Assert.Equal(Read(input, "a.wav"), Read(read, "a.wav"));
    }

    [Fact]
    public void Preprocessing_of_runs_before_there_were_kinds_is_log_mel()
    {
        Write("a.wav", 16_000, 32_000);
        var input = Fit("a.wav", new() { Path = "m.csv" });
        File.WriteAllBytes(_folder["new.json"], new ManifestPreprocessing { Inputs = [input], Labels = [new("label", TargetKind.Class) { Names = ["x", "y"] }] }.ToJson());
        var old = string.Concat(File.ReadAllLines(_folder["new.json"])
            .Where(line => !line.Contains("\"spectrogram\"", StringComparison.Ordinal) && !line.Contains("\"seconds\"", StringComparison.Ordinal)));
        var read = ManifestPreprocessing.Read(_folder.Write("old.json", old)).Inputs[0];
        Assert.Equal(SpectrogramKind.LogMel, ((AudioPreprocessor)read).Spectrogram);
        Assert.Equal(Read(input, "a.wav"), Read(read, "a.wav"));
    }

    private AudioClip Write(string name, int rate, int count)
    {
        WavWriter.Write(_folder[name], new AudioClip(rate, 1, Signals.Chirps(count, rate)));
        return WavFile.Read(_folder[name]);
    }

    private AudioPreprocessor Fit(string file, ManifestOptions options) => AudioPreprocessor.Fit("audio", "audio", [Row(file)], options);

    private CellRow Row(string file) => new(new ManifestTable(_folder["m.csv"], ["audio"], [[file]], [2]), 0);

    private float[] Read(Preprocessor input, string file)
    {
        var values = new float[input.Modality.Length];
        input.Read(Row(file), values);
        return values;
    }
}
