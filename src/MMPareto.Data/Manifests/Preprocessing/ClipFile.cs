using MMPareto.Data.Audio;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>Reads the sound of a cell: WAV by itself, all else with ffmpeg.</summary>
internal static class ClipFile
{
    private const int SlowestRate = 1000;

    /// <summary>The beginning of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seconds">How much of it is wanted; more may come.</param>
    /// <exception cref="DataException">It cannot be read, or has too few samples a second.</exception>
    public static AudioClip Read(string path, double seconds)
    {
        var clip = path.EndsWith(".wav", StringComparison.OrdinalIgnoreCase) ? WavFile.Read(path, seconds) : new ExternalDecoder().Decode(path);
        return clip.SampleRate >= SlowestRate ? clip
            : throw new DataException($"{path} must have {SlowestRate} Hz or more; got {clip.SampleRate} Hz.");
    }
}
