using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Hostile;

/// <summary>Files that make ffmpeg read others: it gets the one file, and plays nothing that is only a list of files.</summary>
public sealed class HostileSoundTests : IDisposable
{
    private readonly Canary _canary = new();
    private readonly string _secret;

    public HostileSoundTests()
    {
        Need.That(new ExternalDecoder().IsInstalled, "needs ffmpeg");
        _secret = _canary.Hide("secret.wav", path => WavWriter.Write(path, new AudioClip(8000, 1, new float[Canary.SecretLength])));
    }

    public static TheoryData<string, string> Lists => new()
    {
        { "an m3u8 playlist", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nFILE\n#EXT-X-ENDLIST\n" },
        { "an m3u8 playlist of addresses", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://FILE\n#EXT-X-ENDLIST\n" },
        { "a master playlist", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nFILE\n" },
        { "an ffconcat file", "ffconcat version 1.0\nfile 'FILE'\n" },
        { "a DASH manifest", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" mediaPresentationDuration=\"PT1S\"><Period><AdaptationSet mimeType=\"audio/wav\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>FILE</BaseURL></Representation></AdaptationSet></Period></MPD>" },
        { "an SDP description", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n" },
        { "an address over the network", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:PORT/x.mp3\n#EXT-X-ENDLIST\n" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_of_files_is_no_sound_whatever_its_ending(string name, string text)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        text = text.Replace("FILE", _secret, StringComparison.Ordinal).Replace("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal);
        foreach (var ending in new[] { ".mp3", ".flac" })
        {
            File.WriteAllText(_canary[$"x{ending}"], text);
            var refusal = Assert.Throws<DataException>(() => new ExternalDecoder().Decode(_canary[$"x{ending}"], TestContext.Current.CancellationToken));
            Assert.True(refusal.Message.StartsWith(_canary[$"x{ending}"], StringComparison.Ordinal), name);
        }
        Assert.False(listener.Pending(), name);
        Assert.Throws<DataException>(() => new ExternalDecoder().ExtractFrames(_canary["x.mp3"], _canary["frames"], 1, "png", TestContext.Current.CancellationToken));
    }

    /// <summary>What says that the lists above are lists: without the bounds, ffmpeg does read the other file.</summary>
    [Fact]
    public void Without_the_bounds_ffmpeg_reads_the_other_file()
    {
        File.WriteAllText(_canary["x.mp3"], $"ffconcat version 1.0\nfile 'secret.wav'\n");
        File.Copy(_secret, _canary["secret.wav"]);
        using var process = Process.Start("ffmpeg", ["-nostdin", "-v", "quiet", "-i", _canary["x.mp3"], "-f", "wav", _canary["out.wav"]]);
        process.WaitForExit();
        Assert.Equal(Canary.SecretLength, WavFile.Read(_canary["out.wav"]).Length);
        Assert.Throws<DataException>(() => new ExternalDecoder().Decode(_canary["x.mp3"], TestContext.Current.CancellationToken));
    }

    public void Dispose() => _canary.Dispose();
}
