using MMPareto.Data.Audio;

namespace MMPareto.Tests.Data.Audio;

public class WavFileTests
{
    private static readonly string Folder = Path.Combine(Signals.ReferenceFolder, "wav");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Where(IsReadable).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_of_SoX_and_ffmpeg_give_the_numbers_that_were_put_in(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-');
        var channels = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture);
        var clip = WavFile.Read(Path.Combine(Folder, file));
        Assert.Equal((parts[0] == "sox" ? 8000 : 22_050, channels, 40), (clip.SampleRate, clip.ChannelCount, clip.Length));
        Assert.Equal(Signals.Words(40 * channels).Select(word => Expected(parts[1], (int)word)), clip.Samples.ToArray());
        var piped = WavFile.Read(new ForwardStream(File.ReadAllBytes(Path.Combine(Folder, file))), file);
        Assert.Equal(clip.Samples.ToArray(), piped.Samples.ToArray());
    }

    [Theory]
    [InlineData(0.004, 32)]
    [InlineData(1e-9, 1)]
    [InlineData(1, 40)]
    [InlineData(1e300, 40)]
    public void The_beginning_of_a_file_is_its_first_samples(double seconds, int count)
    {
        var path = Path.Combine(Folder, Files.Select(row => row.Data).First(name => name.StartsWith("sox-", StringComparison.Ordinal)));
        var (whole, beginning) = (WavFile.Read(path), WavFile.Read(path, seconds));
        Assert.Equal((whole.SampleRate, whole.ChannelCount, count), (beginning.SampleRate, beginning.ChannelCount, beginning.Length));
        Assert.Equal(whole.Samples[..(count * whole.ChannelCount)].ToArray(), beginning.Samples.ToArray());
    }

    [Fact]
    public void The_beginning_of_a_file_that_is_cut_short_is_refused()
    {
        using var folder = new Support.TemporaryFolder();
        var path = folder["a.wav"];
        File.WriteAllBytes(path, WavBytes.File(WavBytes.Format(1, 1, 8000, 16), WavBytes.Chunk("data", new byte[1600]))[..^1]);
        var error = Assert.Throws<MMPareto.Data.DataException>(() => WavFile.Read(path, 0.01));
        Assert.Contains("the file ends here. It is cut short: get it anew.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_files_of_every_format() => Assert.Equal(29, Files.Count);

    [Theory]
    [InlineData("unsupported-pcm_mulaw.wav", "mu-law of 8 bits")]
    [InlineData("unsupported-pcm_alaw.wav", "A-law of 8 bits")]
    [InlineData("unsupported-adpcm_ms.wav", "Microsoft ADPCM of 4 bits")]
    [InlineData("unsupported-adpcm_ima_wav.wav", "IMA ADPCM of 4 bits")]
    public void A_compressed_file_is_refused_with_what_to_do(string file, string codec)
    {
        var path = Path.Combine(Folder, file);
        var error = Assert.Throws<MMPareto.Data.DataException>(() => WavFile.Read(path));
        Assert.Equal(
            $"{path}, byte 20: expected PCM of 8, 16, 24 or 32 bits or floats of 32 or 64; found {codec}. " +
            "Convert it with: ffmpeg -i in.wav -c:a pcm_s16le out.wav", error.Message);
    }

    [Fact]
    public void Chunks_may_stand_in_any_order_and_unknown_ones_are_passed_over()
    {
        var samples = WavBytes.Chunk("data", [1, 0, 255, 255]);
        var format = WavBytes.Format(1, 1, 8000, 16);
        var odd = WavBytes.Chunk("odd ", [1, 2, 3]);
        byte[][][] orders = [[format, samples], [samples, format], [odd, samples, odd, format], [odd, odd, format, odd, samples, odd]];
        Assert.All(orders, order => Assert.Equal([1 / 32768f, -1 / 32768f], Read(WavBytes.File(order))));
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 36u)]
    [InlineData(0x7FFFF024u, 0x7FFFF000u)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void Placeholders_for_sizes_mean_up_to_the_end(uint riffSize, uint dataSize)
    {
        var content = new byte[200_001];
        content[^1] = 192;
        var file = WavBytes.File(WavBytes.Format(1, 1, 8000, 8), WavBytes.Chunk("data", content))[..^1]
            .With(4, WavBytes.Number(riffSize)).With(40, WavBytes.Number(dataSize == 36 ? 0 : dataSize));
        foreach (var samples in new[] { Read(file), WavFile.Read(new ForwardStream(file), "pipe").Samples.ToArray() })
        {
            Assert.Equal(200_001, samples.Length);
            Assert.Equal([-1f, 0.5f], [samples[0], samples[^1]]);
        }
    }

    [Fact]
    public void A_missing_padding_byte_at_the_end_is_no_damage() =>
        Assert.Equal([0f, 0.5f, -0.5f], Read(WavBytes.File(WavBytes.Format(1, 1, 8000, 8), WavBytes.Chunk("data", [128, 192, 64]))[..^1]));

    [Fact]
    public void Many_channels_are_read()
    {
        var clip = WavFile.Read(new MemoryStream(
            WavBytes.File(WavBytes.Extensible(1, 300, 96_000, 16), WavBytes.Chunk("data", new byte[1200]))), "a.wav");
        Assert.Equal((96_000, 300, 2), (clip.SampleRate, clip.ChannelCount, clip.Length));
    }

    private static bool IsReadable(string file) => !file.StartsWith("unsupported", StringComparison.Ordinal);

    private static float[] Read(byte[] file) => WavFile.Read(new MemoryStream(file), "a.wav").Samples.ToArray();

    private static float Expected(string format, int word) => format switch
    {
        "u8" => (word >> 24) / 128f,
        "s16" => (word >> 16) / 32768f,
        "s24" or "f32" => (word >> 8) / 8388608f,
        _ => (float)(word / 2147483648.0),
    };
}
