using System.Globalization;

namespace MMPareto.Data.Audio;

/// <summary>Reads sound of any format, and the images of videos, with an installed ffmpeg.</summary>
/// <remarks>
/// ffmpeg is a program of its own, under its own licence; nothing of it is part of this library. It is started without a
/// shell, may read the one file alone (no network, no playlist), and is never named by data. Each call starts one; calls may run at the same time. Damage that ffmpeg itself passes over is passed over.
/// </remarks>
public sealed class ExternalDecoder
{
    private const string Pattern = "%06d";

    /// <summary>Containers that hold what they play. Playlists and the like are not among them: they would let a file name others to be read.</summary>
    private const string Containers =
        "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,dv,eac3,flac,flv,gif,h264,hevc,ivf,loas,m4v,matroska,mov,mp3,mpc,mpc8,mpeg,mpegts,mpegvideo,mxf,nistsphere,nut,ogg,rm,sox,tta,voc,w64,wav,wv,yuv4mpegpipe";

    private readonly ExternalDecoderOptions _options;

    /// <summary>Prepares a decoder; ffmpeg is looked for when it is needed.</summary>
    /// <param name="options">Settings; the defaults if null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public ExternalDecoder(ExternalDecoderOptions? options = null)
    {
        _options = options ?? new ExternalDecoderOptions();
        _options.Validate();
    }

    /// <summary>Whether ffmpeg is there.</summary>
    public bool IsInstalled => ProgramPath.Find(_options.Program, _options.SearchPath) is not null;

    /// <summary>Decodes the first sound of a file, at its own rate and with its own channels.</summary>
    /// <param name="path">Any file that ffmpeg reads, sound or video.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <returns>Its samples.</returns>
    /// <exception cref="DataException">
    /// ffmpeg or the file is missing, the file cannot be decoded, or it takes longer than the time limit.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public AudioClip Decode(string path, CancellationToken cancellationToken = default)
    {
        using var ffmpeg = Start(
            path, ["-vn", "-sn", "-dn", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1"], null, cancellationToken);
        AudioClip? clip = null;
        DataException? refusal = null;
        try
        {
            clip = WavFile.Read(ffmpeg.Output, path);
        }
        catch (DataException e)
        {
            refusal = e;
        }
        if (refusal is not null && ffmpeg.Output.ReadByte() >= 0) throw refusal; // not for want of output
        ffmpeg.Finish();
        return clip ?? throw refusal!;
    }

    /// <summary>Decodes the first sound of a file to one channel of a rate.</summary>
    /// <param name="path">Any file that ffmpeg reads, sound or video.</param>
    /// <param name="sampleRate">Rate of the result in Hz, from 1 to 1 000 000.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <returns>The mean of the channels, resampled by <see cref="AudioResampler"/>.</returns>
    /// <inheritdoc cref="Decode(string, CancellationToken)"/>
    public AudioClip Decode(string path, int sampleRate, CancellationToken cancellationToken = default)
    {
        var clip = Decode(path, cancellationToken).ToMono();
        return new AudioResampler(clip.SampleRate, sampleRate).Resample(clip);
    }

    /// <summary>Writes images of a video at equal steps of time: 000001.png, 000002.png, …</summary>
    /// <param name="path">Any video that ffmpeg reads.</param>
    /// <param name="folder">Where to write; made if it is not there, and empty if it is.</param>
    /// <param name="framesPerSecond">Images of a second of video, above 0, up to 1000.</param>
    /// <param name="extension">Their format: <c>png</c> (the default, exact) or <c>jpg</c>.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <returns>The images in the order of time.</returns>
    /// <exception cref="DataException">
    /// ffmpeg or the file is missing, the folder is not empty, the file has no images or takes longer than the time limit.
    /// What was written so far is deleted.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled; what was written is deleted.</exception>
    public IReadOnlyList<string> ExtractFrames(
        string path, string folder, double framesPerSecond, string extension = "png",
        CancellationToken cancellationToken = default)
    {
        new OptionProblems()
            .Require(
                framesPerSecond is > 0 and <= 1000, nameof(framesPerSecond), "be above 0 and at most 1000",
                framesPerSecond)
            .Require(extension is "png" or "jpg", nameof(extension), "be png or jpg", extension)
            .ThrowIfAny();
        RequireEmpty(folder);
        var rate = string.Create(CultureInfo.InvariantCulture, $"fps={framesPerSecond:0.######}");
        var isComplete = false;
        try
        {
            using var ffmpeg = Start(
                path, ["-an", "-sn", "-dn", "-vf", rate, "-q:v", "2", "-f", "image2", $"{Pattern}.{extension}"],
                folder, cancellationToken);
            ffmpeg.Finish();
            isComplete = true;
        }
        finally
        {
            if (!isComplete) Array.ForEach(Directory.GetFiles(folder), File.Delete);
        }
        var frames = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        return frames.Length > 0
            ? frames
            : throw new DataException($"{path} gave no image at {rate}. Ask for more images a second.");
    }

    private DecoderProcess Start(
        string path, IReadOnlyList<string> output, string? folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new DataException($"{path} cannot be read: there is no such file.");
        FileContent.Require(path);
        var program = ProgramPath.Find(_options.Program, _options.SearchPath) ?? throw new DataException(
            $"{path} cannot be decoded: {_options.Program} was not found. Install it, e.g. apt-get install ffmpeg.");
        IReadOnlyList<string> arguments =
        [
            "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", Containers,
            "-i", $"file:{Path.GetFullPath(path)}", .. output,
        ];
        return new DecoderProcess(program, arguments, folder, path, _options.TimeLimit, cancellationToken);
    }

    private static void RequireEmpty(string folder)
    {
        try
        {
            if (!Directory.CreateDirectory(folder).EnumerateFileSystemInfos().Any()) return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{folder} cannot be made: {e.Message}", e);
        }
        throw new DataException($"{folder} must be empty; it holds files. Name another folder.");
    }
}
