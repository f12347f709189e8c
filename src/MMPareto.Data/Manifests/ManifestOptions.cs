using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Data.Manifests;

/// <summary>How a manifest becomes a data set. Defaults are this project's.</summary>
public sealed record ManifestOptions
{
    /// <summary>The manifest.</summary>
    public required string Path { get; init; }

    /// <summary>Kinds of columns that are not to be found out, by name of the column.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Columns { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>What is predicted, by name of a label column, where it is not to be found out.</summary>
    public IReadOnlyDictionary<string, TargetKind> LabelKinds { get; init; } = new Dictionary<string, TargetKind>();

    /// <summary>The folder that files must be in, and that paths in cells start from; null for the manifest's own.</summary>
    public string? Root { get; init; }

    /// <summary>Whether links below the root may lead out of it; false, the default, refuses those that do.</summary>
    public bool FollowLinks { get; init; }

    /// <summary>Share of the samples that becomes validation where no column tells, above 0 and below 1, default 0.15.</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Share of the samples that becomes test where no column tells, above 0 and below 1, default 0.15.</summary>
    public double TestShare { get; init; } = 0.15;

    /// <summary>Height and width of images, in pixels; 0, the default, for that of the first image up to 64 pixels, else 224.</summary>
    public int ImageSize { get; init; }

    /// <summary>Frames of a video, at least 1, default 3.</summary>
    public int FrameCount { get; init; } = 3;

    /// <summary>Samples a second that audio is brought to, in Hz, default 16,000.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Seconds of audio that are used, above 0; 0, the default, for the longest training clip, up to 10.</summary>
    public double AudioSeconds { get; init; }

    /// <summary>What becomes of audio, default log-mel.</summary>
    public SpectrogramKind Spectrogram { get; init; }

    /// <summary>Mel bins of a spectrogram, at least 8, default 64; a Fourier transform has 257 frequencies whatever this is.</summary>
    public int MelBins { get; init; } = 64;

    /// <summary>Tokens of a text, at least 1, default 64.</summary>
    public int TextLength { get; init; } = 64;

    /// <summary>Words of a vocabulary at most, at least 1, default 5000.</summary>
    public int VocabularySize { get; init; } = 5000;

    /// <summary>Whether training sees a random part of each image, perhaps mirrored, and random frames of videos; default false.</summary>
    public bool Augment { get; init; }

    /// <summary>Samples used of each part, for quick trials; 0, the default, for all.</summary>
    public int Limit { get; init; }

    /// <summary>Seed of the parts; at least 0, default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Whether rows whose files cannot be read are left out; false, the default, for an error. All files are read for it.</summary>
    public bool SkipBadFiles { get; init; }

    /// <summary>Folder in which decoded images, frames and audio are kept for later epochs and runs; null, the default, for none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Room in that folder, in gigabytes of 10⁹ bytes, from 0.01 to 100,000, default 10.</summary>
    public double CacheGigabytes { get; init; } = 10;

    /// <summary>Files of frozen ONNX networks that turn a column of images, frames, audio or arrays into features, by name of the column; default none.</summary>
    public IReadOnlyDictionary<string, string> OnnxModels { get; init; } = new Dictionary<string, string>();

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate() => new OptionProblems()
        .Require(ValidationShare is > 0 and < 1 && TestShare is > 0 and < 1 && ValidationShare + TestShare < 1, nameof(ValidationShare),
            "with TestShare leave something for training, both above 0", FormattableString.Invariant($"{ValidationShare} and {TestShare}"))
        .RequireRange(nameof(ImageSize), ImageSize, 0, ManifestLimits.LargestImage)
        .RequireRange(nameof(FrameCount), FrameCount, 1, ManifestLimits.MostFrames)
        .RequireRange(nameof(SampleRate), SampleRate, ManifestLimits.LowestSampleRate, ManifestLimits.HighestSampleRate)
        .Require(AudioSeconds is >= 0 and <= ManifestLimits.LongestClip, nameof(AudioSeconds), FormattableString.Invariant($"be from 0 to {ManifestLimits.LongestClip}"), AudioSeconds)
        .Require(Enum.IsDefined(Spectrogram), nameof(Spectrogram), "be one of the named kinds", Spectrogram)
        .RequireRange(nameof(MelBins), MelBins, ManifestLimits.LeastMelBins, ManifestLimits.MostMelBins)
        .RequireRange(nameof(TextLength), TextLength, 1, ManifestLimits.LongestText)
        .RequireRange(nameof(VocabularySize), VocabularySize, 1, ManifestLimits.MostNames)
        .Require(CacheGigabytes is >= 0.01 and <= 100_000, nameof(CacheGigabytes), "be from 0.01 to 100000", CacheGigabytes)
        .RequireRange(nameof(Limit), Limit, 0)
        .RequireRange(nameof(Seed), Seed, 0)
        .ThrowIfAny();
}
