namespace MMPareto.Data.Audio;

/// <summary>
/// Reads RIFF/WAVE files: PCM of 8 (unsigned), 16, 24 or 32 bits and IEEE floats of 32 or 64, plain or as
/// WAVE_FORMAT_EXTENSIBLE, of any number of channels.
/// </summary>
/// <remarks>
/// Whole numbers of b bits are divided by 2^(b−1); floats are taken as they are. Chunks may stand in any order, unknown
/// ones are passed over. Files that were written to a pipe, whose sizes are 0 or a placeholder, are read up to the end.
/// What a header claims is never allocated before the stream has given it.
/// </remarks>
public static class WavFile
{
    /// <summary>The most bytes of samples that are read, 1 GiB.</summary>
    public const int MaximumDataLength = 1 << 30;

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its samples, at least one of each channel; all finite.</returns>
    /// <exception cref="DataException">The file is missing, cut short, damaged or of another kind.</exception>
    public static AudioClip Read(string path) => Read(path, double.PositiveInfinity);

    /// <summary>Reads the beginning of a file; memory is set aside for no more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seconds">How much of it, above 0; all of a file whose format stands behind its samples.</param>
    /// <returns>Its samples, at least one of each channel; all finite.</returns>
    /// <exception cref="DataException">The file is missing, cut short, damaged or of another kind.</exception>
    public static AudioClip Read(string path, double seconds)
    {
        FileContent.Require(path);
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, seconds);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileContent.Unreadable(path, e);
        }
    }

    /// <summary>Reads from where a stream stands to the end of the samples.</summary>
    /// <param name="stream">A stream that may be a pipe; the caller disposes it.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>Its samples, at least one of each channel; all finite.</returns>
    /// <exception cref="DataException">It is cut short, damaged or of another kind.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static AudioClip Read(Stream stream, string name) => Read(stream, name, double.PositiveInfinity);

    private static AudioClip Read(Stream stream, string name, double seconds)
    {
        var chunks = new WavChunks(stream, name);
        var riffSize = chunks.ReadRiffHeader();
        WavFormat? format = null;
        WavBlock? block = null;
        while (format is null || block is null)
        {
            var (id, size) = chunks.ReadHeader(format is null ? "fmt" : "data");
            switch (id)
            {
                case "fmt ":
                    format = WavFormat.Parse(chunks, size);
                    break;
                case "data":
                    block = WavBlock.Read(chunks, size, riffSize, format?.BytesOf(seconds) ?? long.MaxValue);
                    break;
                default:
                    chunks.Skip(size);
                    break;
            }
            chunks.SkipPadding(size);
        }
        return new AudioClip(format.SampleRate, format.ChannelCount, WavSamples.Decode(block, format, name));
    }
}
