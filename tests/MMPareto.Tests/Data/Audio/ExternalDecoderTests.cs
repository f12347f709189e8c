using System.Diagnostics;
using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Audio;

public sealed class ExternalDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AudioClip _clip = new(8000, 2, Signals.Chirps(400, 8000));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-rf.wav")]
    [InlineData("it's \"quoted\"; $(touch x) 100%d.wav")]
    [InlineData("pipe:0.wav")]
    [InlineData("ä ü.wav")]
    public void A_file_of_any_name_is_decoded(string name)
    {
        var decoder = Installed();
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains(':', StringComparison.Ordinal), "no such names there");
        WavWriter.Write(_folder[name], _clip);
        var clip = decoder.Decode(_folder[name], Stop);
        Assert.Equal((8000, 2), (clip.SampleRate, clip.ChannelCount));
        Assert.Equal(_clip.Samples.ToArray(), clip.Samples.ToArray());
    }

    [Fact]
    public void A_file_of_a_relative_name_is_decoded_to_one_channel_of_a_rate()
    {
        var decoder = Installed();
        WavWriter.Write(_folder["a.wav"], _clip);
        var path = Path.GetRelativePath(Environment.CurrentDirectory, _folder["a.wav"]);
        var clip = decoder.Decode(path, 16_000, Stop);
        Assert.Equal((16_000, 1, 400), (clip.SampleRate, clip.ChannelCount, clip.Length));
        Assert.Equal(new AudioResampler(8000, 16_000).Resample(_clip.ToMono()).Samples.ToArray(), clip.Samples.ToArray());
    }

    [Theory]
    [InlineData("pcm_mulaw")]
    [InlineData("pcm_alaw")]
    public void What_the_reader_refuses_is_decoded(string codec)
    {
        var clip = Installed().Decode(Path.Combine(Signals.ReferenceFolder, "wav", $"unsupported-{codec}.wav"), Stop);
        Assert.Equal((8000, 1, 40), (clip.SampleRate, clip.ChannelCount, clip.Length));
        Assert.All(
            clip.Samples.ToArray().Zip(Signals.Words(40)),
            pair => Assert.InRange(pair.First - ((int)pair.Second / 2147483648f), -0.02, 0.02));
    }

    [Fact]
    public void What_is_no_sound_is_refused_with_the_words_of_ffmpeg()
    {
        var decoder = Installed();
        var path = _folder.Write("a.sound", "no sound");
        var error = Assert.Throws<DataException>(() => decoder.Decode(path, Stop));
        Assert.Equal($"{path} cannot be decoded: Invalid data found when processing input", error.Message);
        var silent = Assert.Throws<DataException>(() => decoder.Decode(Video, Stop));
        Assert.Contains("does not contain any stream", silent.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("png", 4, 4)]
    [InlineData("jpg", 2, 2)]
    public void Images_of_a_video_are_written_in_order(string extension, double rate, int count)
    {
        var frames = Installed().ExtractFrames(Video, _folder["of %d images"], rate, extension, Stop);
        Assert.Equal(Enumerable.Range(1, count).Select(i => Path.Combine(_folder["of %d images"], $"{i:D6}.{extension}")), frames);
        byte[] magic = extension == "png" ? [0x89, 0x50, 0x4E, 0x47] : [0xFF, 0xD8];
        Assert.All(frames, frame => Assert.Equal(magic, File.ReadAllBytes(frame)[..magic.Length]));
    }

    /// <summary>Of formats that are no playlist and that speech corpora and video tools use, and of which ffmpeg knows each by another name.</summary>
    [Fact]
    public void Less_common_containers_are_read()
    {
        var decoder = Installed();
        var header = "NIST_1A\n   1024\nsample_rate -i 8000\nchannel_count -i 1\nsample_n_bytes -i 2\nsample_byte_format -s2 01\nsample_coding -s3 pcm\nsample_count -i 4\nend_head\n";
        File.WriteAllBytes(_folder["a.sph"], [.. System.Text.Encoding.ASCII.GetBytes(header.PadRight(1024)), 0, 0x40, 0, 0xC0, 0, 0, 0, 0x20]);
        var clip = decoder.Decode(_folder["a.sph"], Stop);
        Assert.Equal(8000, clip.SampleRate);
        Assert.Equal([0.5f, -0.5f, 0, 0.25f], clip.ToMono().Samples.ToArray());

        byte[] frame = [.. "FRAME\n"u8, .. new byte[16 * 16 * 3 / 2]];
        File.WriteAllBytes(_folder["a.y4m"], [.. "YUV4MPEG2 W16 H16 F2:1 Ip A1:1 C420jpeg\n"u8, .. frame, .. frame]);
        Assert.Equal(2, decoder.ExtractFrames(_folder["a.y4m"], _folder["y4m"], 2, cancellationToken: Stop).Count);
        File.Copy(ReferenceFolder.PathOf("images", "palette.gif"), _folder["a.gif"]);
        Assert.NotEmpty(decoder.ExtractFrames(_folder["a.gif"], _folder["gif"], 10, cancellationToken: Stop));
    }

    [Fact]
    public void Images_of_what_is_no_video_leave_nothing_behind()
    {
        var decoder = Installed();
        WavWriter.Write(_folder["a.wav"], _clip);
        Assert.Throws<DataException>(() => decoder.ExtractFrames(_folder["a.wav"], _folder["images"], 1, cancellationToken: Stop));
        Assert.Empty(Directory.GetFiles(_folder["images"]));
    }

    [Fact]
    public void A_missing_ffmpeg_is_told_with_what_to_do()
    {
        var decoder = new ExternalDecoder(new ExternalDecoderOptions { SearchPath = _folder.FullPath });
        Assert.False(decoder.IsInstalled);
        var path = _folder.Write("a.mp3", "x");
        var error = Assert.Throws<DataException>(() => decoder.Decode(path, Stop));
        Assert.Equal($"{path} cannot be decoded: ffmpeg was not found. Install it, e.g. apt-get install ffmpeg.", error.Message);
        Assert.Throws<DataException>(() => decoder.ExtractFrames(path, _folder["images"], 1, cancellationToken: Stop));
    }

    [Fact]
    public void A_missing_file_and_a_folder_in_use_are_told()
    {
        var decoder = new ExternalDecoder();
        var missing = Assert.Throws<DataException>(() => decoder.Decode(_folder["a.mp3"], Stop));
        Assert.Equal($"{_folder["a.mp3"]} cannot be read: there is no such file.", missing.Message);
        _folder.Write("a.mp3", "x");
        var used = Assert.Throws<DataException>(() => decoder.ExtractFrames(_folder["a.mp3"], _folder.FullPath, 1, cancellationToken: Stop));
        Assert.Equal($"{_folder.FullPath} must be empty; it holds files. Name another folder.", used.Message);
        Assert.True(File.Exists(_folder["a.mp3"]));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        var options = Assert.Throws<ArgumentException>(
            () => new ExternalDecoder(new ExternalDecoderOptions { Program = " ", TimeLimit = TimeSpan.Zero }));
        Assert.Equal(
            "Program must be named; got ' '. TimeLimit must be above zero and at most a day; got 00:00:00.", options.Message);
        var frames = Assert.Throws<ArgumentException>(
            () => new ExternalDecoder().ExtractFrames("a", "b", double.NaN, "gif", Stop));
        Assert.Equal(
            "framesPerSecond must be above 0 and at most 1000; got NaN. extension must be png or jpg; got gif.", frames.Message);
    }

    [Fact]
    public void The_last_line_of_a_failure_is_told()
    {
        var decoder = Pretending("echo first >&2; echo '[wav @ 0x12ab] the reason' >&2; echo >&2; exit 3");
        var error = Assert.Throws<DataException>(() => decoder.Decode(_folder.Write("a.mp3", "x"), Stop));
        Assert.Equal($"{_folder["a.mp3"]} cannot be decoded: the reason", error.Message);
        var wordless = Assert.Throws<DataException>(() => Pretending("exit 3").Decode(_folder["a.mp3"], Stop));
        Assert.Equal($"{_folder["a.mp3"]} cannot be decoded: ffmpeg ended with code 3.", wordless.Message);
    }

    [Fact]
    public void A_decoder_that_does_not_end_is_ended_at_its_time_limit()
    {
        var decoder = Pretending("echo $$ > \"$(dirname \"$0\")/pid\"; sleep 60", TimeSpan.FromSeconds(0.2));
        var error = Assert.Throws<DataException>(() => decoder.Decode(_folder.Write("a.mp3", "x"), Stop));
        Assert.Equal($"{_folder["a.mp3"]} cannot be decoded: ffmpeg did not end within 0.2 s. Is the file whole?", error.Message);
        AssertEnded();
    }

    [Fact]
    public void Cancellation_ends_the_decoder()
    {
        var decoder = Pretending("echo $$ > \"$(dirname \"$0\")/pid\"; touch 000001.png; sleep 60");
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
        Assert.ThrowsAny<OperationCanceledException>(
            () => decoder.ExtractFrames(_folder.Write("a.mp4", "x"), _folder["images"], 1, cancellationToken: source.Token));
        AssertEnded();
        Assert.Empty(Directory.GetFiles(_folder["images"]));
        Assert.ThrowsAny<OperationCanceledException>(() => decoder.Decode(_folder["a.mp4"], source.Token));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Video => Path.Combine(Signals.ReferenceFolder, "video.mkv");

    private static ExternalDecoder Installed()
    {
        var decoder = new ExternalDecoder();
        Assert.SkipUnless(decoder.IsInstalled, "ffmpeg is not installed");
        return decoder;
    }

    private void AssertEnded()
    {
        var started = File.Exists(_folder["pid"]) ? File.ReadAllText(_folder["pid"]) : "";
        if (int.TryParse(started, out var id)) Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    private ExternalDecoder Pretending(string script, TimeSpan? timeLimit = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for ffmpeg is a shell script");
        if (OperatingSystem.IsWindows()) throw new UnreachableException();
        File.WriteAllText(_folder["ffmpeg"], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder["ffmpeg"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new ExternalDecoder(new ExternalDecoderOptions
        {
            SearchPath = _folder.FullPath,
            TimeLimit = timeLimit ?? TimeSpan.FromMinutes(1),
        });
    }
}
