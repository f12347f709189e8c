using System.Collections.Concurrent;
using MMPareto.Data.Audio;

namespace MMPareto.Data.PreparedSets;

/// <summary>Turns clips into folders of images and a WAV file: <c>clips/ID/frames/000001.jpg</c> and so on, <c>clips/ID/audio.wav</c>.</summary>
/// <remarks>A clip is made in a hidden folder, which gets its name when all of it is there. What has its name is kept as it is.</remarks>
internal sealed class ClipConverter
{
    private const string Clips = "clips";
    private static readonly byte[] PointerOfGitLfs = [.. "version https://git-lfs"u8];
    private readonly string _folder;
    private readonly PreparationOptions _options;
    private readonly ExternalDecoder _decoder;

    /// <param name="options">Where to, and how.</param>
    /// <exception cref="DataException">ffmpeg is missing.</exception>
    public ClipConverter(PreparationOptions options)
    {
        (_options, _decoder) = (options, new ExternalDecoder(options.Decoder));
        if (!_decoder.IsInstalled)
            throw new DataException($"videos are read by {options.Decoder.Program}, which was not found. Install it, e.g. apt-get install ffmpeg.");
        _folder = Path.Combine(options.Output, Clips);
    }

    /// <summary>The paths of a clip's frames and sound, as they stand in a manifest.</summary>
    /// <param name="id">Name of the clip.</param>
    public static string[] PathsOf(string id) => [$"{Clips}/{id}/frames", $"{Clips}/{id}/audio.wav"];

    /// <summary>Converts what is not there yet, several at the same time.</summary>
    /// <param name="clips">The clips, all of different names.</param>
    /// <param name="progress">Receives how many are done, of how many.</param>
    /// <param name="stop">Ends it; whole clips stay.</param>
    /// <returns>Those that cannot be used, in the order of names.</returns>
    /// <exception cref="DataException">None can be used.</exception>
    public IReadOnlyList<UnusableClip> Convert(IReadOnlyList<ClipSource> clips, Action<int, int> progress, CancellationToken stop)
    {
        Directory.CreateDirectory(_folder);
        var (unusable, done) = (new ConcurrentBag<UnusableClip>(), 0);
        Parallel.ForEach(clips, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, clip =>
        {
            try
            {
                Convert(clip, stop);
            }
            catch (DataException e)
            {
                unusable.Add(new(clip.Id, e.Message));
            }
            progress(Interlocked.Increment(ref done), clips.Count);
        });
        UnusableClip[] sorted = [.. unusable.OrderBy(clip => clip.Id, StringComparer.Ordinal)];
        return sorted.Length < clips.Count ? sorted
            : throw new DataException(sorted.Length == 0 ? $"{_options.From} must hold clips; got none."
                : $"{_options.From} must hold clips that can be used; of {sorted.Length} none can. The first: {sorted[0].Reason}");
    }

    private void Convert(ClipSource clip, CancellationToken stop)
    {
        var whole = Path.Combine(_folder, clip.Id);
        if (Directory.Exists(whole)) return;
        var part = Path.Combine(_folder, $".{clip.Id}.part");
        try
        {
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
            Directory.CreateDirectory(part);
            RefusePointer(clip.Video);
            _decoder.ExtractFrames(clip.Video, Path.Combine(part, "frames"), _options.FramesPerSecond, "jpg", stop);
            WriteSound(clip, Path.Combine(part, "audio.wav"), stop);
            Directory.Move(part, whole);
        }
        finally
        {
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        }
    }

    private void WriteSound(ClipSource source, string path, CancellationToken stop)
    {
        if (source.Sound is { } file)
        {
            RefusePointer(file);
            Require(WavFile.Read(file), file);
            File.Copy(file, path);
            return;
        }
        var clip = _decoder.Decode(source.Video, _options.SampleRate, stop);
        Require(clip, source.Video);
        WavWriter.Write(path, clip);
    }

    private static void Require(AudioClip clip, string path)
    {
        if (clip.Length == 0) throw new DataException($"{path} must hold sound; got none.");
    }

    private static void RefusePointer(string path)
    {
        if (!File.Exists(path)) throw new DataException($"{path} cannot be read: there is no such file.");
        using var stream = File.OpenRead(path);
        Span<byte> first = stackalloc byte[PointerOfGitLfs.Length];
        if (stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual(PointerOfGitLfs))
            throw new DataException($"{path} must be the file itself; got a pointer of Git LFS. Run git lfs pull in the download.");
    }
}
