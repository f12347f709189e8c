using MMPareto.Data.Arrays;

namespace MMPareto.Data.Manifests;

/// <summary>The largest and smallest of what manifests are read with: ranges of settings, and of what files of a run or an exported model may say.</summary>
public static class ManifestLimits
{
    /// <summary>Height and width of an image, in pixels.</summary>
    public const int LargestImage = 4096;

    /// <summary>Frames of a video.</summary>
    public const int MostFrames = 256;

    /// <summary>Samples of audio a second, in Hz.</summary>
    public const int LowestSampleRate = 1000;

    /// <summary>Samples of audio a second, in Hz.</summary>
    public const int HighestSampleRate = 384_000;

    /// <summary>Seconds of audio.</summary>
    public const double LongestClip = 600;

    /// <summary>Mel bins of a spectrogram.</summary>
    public const int LeastMelBins = 8;

    /// <summary>Mel bins of a spectrogram.</summary>
    public const int MostMelBins = 512;

    /// <summary>Tokens of a text.</summary>
    public const int LongestText = 4096;

    /// <summary>Words of a vocabulary, and names of a label's classes.</summary>
    public const int MostNames = 1_000_000;

    /// <summary>Features that a frozen network gives of a sample.</summary>
    public const int MostFeatures = 1_000_000;

    /// <summary>Values of a sample of one modality.</summary>
    public const int MostValues = NpyFile.MaximumCount;
}
