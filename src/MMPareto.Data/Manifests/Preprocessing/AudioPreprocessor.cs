using System.Text.Json;
using System.Text.Json.Serialization;
using MMPareto.Data.Audio;
using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of audio files as log-mel spectrograms [1, bins, frames] of a fixed length, standardised.</summary>
/// <remarks>Channels are averaged, the rate is changed where it differs, and silence fills up at the end. Windows of 25 ms, one each 10 ms.</remarks>
public sealed record AudioPreprocessor : FilePreprocessor
{
    private const int Looked = 200;
    private const double LongestChosen = 10;
    private const double FloorEnergy = 1e-6;
    private const int FramesASecond = 100;
    private const double Margin = 0.1; // seconds that the resampling of the end looks at
    private readonly Lazy<FixedSpectrogram> _spectrogram;

    /// <summary>A preprocessor that makes its tables when it is first asked.</summary>
    public AudioPreprocessor() => _spectrogram = new(NewSpectrogram);

    /// <summary>Samples a second, in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Mel bins.</summary>
    public required int Bins { get; init; }

    /// <summary>Frames of 10 ms.</summary>
    public required int Frames { get; init; }

    /// <summary>Mean of the logarithms over training clips.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of the logarithms over training clips.</summary>
    public double Deviation { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality => new(Name, [1, Bins, Frames]) { Kind = ModalityKind.Spectrogram };

    /// <summary>Everything that is written into the run decides the values, and more.</summary>
    private string CacheSettings => $"audio 1 {JsonSerializer.Serialize(this)}";

    /// <summary>Fits it, to the first 200 training clips.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">Training rows that have audio.</param>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <param name="bins">Mel bins.</param>
    /// <param name="seconds">Length that is used; 0 for the longest of the clips, up to 10.</param>
    public static AudioPreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows, int sampleRate, int bins, double seconds)
    {
        var most = seconds > 0 ? seconds : LongestChosen;
        float[][] clips = [.. rows.Take(Looked).Select(row => row.Located(column, () => Samples(row.PathIn(column), sampleRate, most)))];
        var chosen = seconds > 0 ? seconds : (double)clips.Max(clip => clip.Length) / sampleRate;
        var plain = new AudioPreprocessor
        {
            Name = name,
            Column = column,
            SampleRate = sampleRate,
            Bins = bins,
            Frames = Math.Max(1, (int)Math.Ceiling(chosen * sampleRate / HopOf(sampleRate))),
        };
        var (count, sum, squares) = (0L, 0.0, 0.0);
        foreach (var clip in clips)
            foreach (var value in plain.Spectrum(clip)) (count, sum, squares) = (count + 1, sum + value, squares + ((double)value * value));
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
        return plain with { Mean = mean, Deviation = deviation > 1e-6 ? deviation : 1 };
    }

    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        Decode(row.PathIn(Column), CacheSettings, destination,
            (values, path) => Spectrum(Samples(path, SampleRate, (double)Frames / FramesASecond)).CopyTo(values));
        foreach (ref var value in destination) value = (float)((value - Mean) / Deviation);
    }

    /// <summary>The beginning of a clip, averaged over channels, at a rate.</summary>
    private static float[] Samples(string path, int sampleRate, double seconds)
    {
        var mono = ClipFile.Read(path, seconds + Margin).ToMono();
        var used = mono.Samples[..(int)Math.Min(mono.Length, Math.Ceiling((seconds + Margin) * mono.SampleRate))];
        if (mono.SampleRate == sampleRate) return used[..Math.Min(used.Length, (int)Math.Ceiling(seconds * sampleRate))].ToArray();
        var resampled = new AudioResampler(mono.SampleRate, sampleRate).Resample(used.Span);
        return resampled[..Math.Min(resampled.Length, (int)Math.Ceiling(seconds * sampleRate))];
    }

    private float[] Spectrum(float[] samples)
    {
        var values = new float[Bins * Frames];
        _spectrogram.Value.Compute(samples, values);
        return values;
    }

    private static int HopOf(int sampleRate) => sampleRate / FramesASecond;

    private FixedSpectrogram NewSpectrogram() => new(
        new MelSpectrogram(new()
        {
            SampleRate = SampleRate,
            FftSize = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(SampleRate / 40)),
            WindowLength = SampleRate / 40,
            HopLength = HopOf(SampleRate),
            BinCount = Bins,
            Scale = SpectrogramScale.LogOffset,
            Epsilon = FloorEnergy,
        }), Frames);
}
