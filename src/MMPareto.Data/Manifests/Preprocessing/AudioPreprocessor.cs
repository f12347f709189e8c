using System.Text.Json.Serialization;
using MMPareto.Data.Audio;
using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of audio files as spectrograms of a fixed length: [1, bins, frames], or [1, frames, bins] of Kaldi's filter bank.</summary>
/// <remarks>
/// Channels are averaged, and the rate is changed where it differs. Log-mel: windows of 25 ms, one each 10 ms, silence fills up at the end,
/// standardised by training clips. The others are those of [Peng2022]: <see cref="RepeatedSpectrogram"/> and <see cref="KineticsSoundsFilterBank"/>.
/// </remarks>
public sealed record AudioPreprocessor : FilePreprocessor
{
    private const int Looked = 200;
    private const double LongestChosen = 10;
    private const double Margin = 0.1; // seconds that the resampling of the end looks at
    private readonly Lazy<ISpectrogram> _image;

    /// <summary>A preprocessor that makes its tables when it is first asked.</summary>
    public AudioPreprocessor() => _image = new(() => AudioImage.Create(Spectrogram, SampleRate, Bins, Frames, UsedSeconds));

    /// <summary>Samples a second, in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Which spectrogram; log-mel where nothing tells.</summary>
    public SpectrogramKind Spectrogram { get; init; }

    /// <summary>Mel bins, or frequencies of a Fourier transform.</summary>
    public required int Bins { get; init; }

    /// <summary>Frames.</summary>
    public required int Frames { get; init; }

    /// <summary>The length that is used, in seconds; 0 for that of the frames of a log-mel spectrogram.</summary>
    public double Seconds { get; init; }

    /// <summary>Mean of the logarithms over training clips.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of the logarithms over training clips.</summary>
    public double Deviation { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality =>
        new(Name, Spectrogram == SpectrogramKind.Kaldi ? [1, Frames, Bins] : [1, Bins, Frames]) { Kind = ModalityKind.Spectrogram };

    private double UsedSeconds => Seconds > 0 ? Seconds : AudioImage.SecondsOf(Frames);

    /// <summary>What decides the values before they are standardised.</summary>
    private string CacheSettings => FormattableString.Invariant($"audio 2 {Spectrogram} {SampleRate} {Bins} {Frames} {Seconds:R}");

    /// <summary>Fits it, to the first 200 training clips.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">Training rows that have audio.</param>
    /// <param name="options">Kind, rate, bins and length: 0 for the longest of the clips, up to 10 s.</param>
    public static AudioPreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows, ManifestOptions options)
    {
        var (kind, sampleRate) = (options.Spectrogram, options.SampleRate);
        var most = options.AudioSeconds > 0 ? options.AudioSeconds : LongestChosen;
        float[][] clips = [.. rows.Take(Looked).Select(row => row.Reading(column, row.PathIn, path => Samples(path, sampleRate, most)))];
        var chosen = options.AudioSeconds > 0 ? options.AudioSeconds : (double)clips.Max(clip => clip.Length) / sampleRate;
        var plain = new AudioPreprocessor
        {
            Name = name,
            Column = column,
            SampleRate = sampleRate,
            Spectrogram = kind,
            Bins = AudioImage.BinsOf(kind, options.MelBins),
            Frames = AudioImage.FramesOf(kind, sampleRate, chosen),
            Seconds = kind == SpectrogramKind.LogMel ? 0 : chosen,
        };
        return kind == SpectrogramKind.LogMel ? plain.Standardised(clips) : plain;
    }

    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        Decode(row, row.PathIn(Column), CacheSettings, destination, (values, path) => Spectrum(Samples(path, SampleRate, UsedSeconds)).CopyTo(values));
        foreach (ref var value in destination) value = (float)((value - Mean) / Deviation);
    }

    private AudioPreprocessor Standardised(float[][] clips)
    {
        var (count, sum, squares) = (0L, 0.0, 0.0);
        foreach (var clip in clips)
            foreach (var value in Spectrum(clip)) (count, sum, squares) = (count + 1, sum + value, squares + ((double)value * value));
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
        return this with { Mean = mean, Deviation = deviation > 1e-6 ? deviation : 1 };
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
        _image.Value.Compute(samples, values);
        return values;
    }
}
