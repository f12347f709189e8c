using MMPareto.Data.Audio;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Audio;

public class WavWriterTests
{
    [Fact]
    public void What_is_written_comes_back()
    {
        using var folder = new TemporaryFolder();
        var clip = new AudioClip(11_025, 2, Signals.Chirps(200, 11_025));
        WavWriter.Write(folder["a.wav"], clip);
        var read = WavFile.Read(folder["a.wav"]);
        Assert.Equal((11_025, 2), (read.SampleRate, read.ChannelCount));
        Assert.Equal(clip.Samples.ToArray(), read.Samples.ToArray());
    }

    [Fact]
    public void Numbers_are_rounded_and_cut_to_sixteen_bits()
    {
        using var stream = new MemoryStream();
        WavWriter.Write(stream, new AudioClip(8000, 1, new[] { 1f, 5f, -1f, -5f, 0.6f / 32768, 0.4f / 32768 }));
        stream.Position = 0;
        Assert.Equal(
            [32767 / 32768f, 32767 / 32768f, -1f, -1f, 1 / 32768f, 0f],
            WavFile.Read(stream, "a.wav").Samples.ToArray());
    }

    [Fact]
    public void What_is_not_finite_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => WavWriter.Write(Stream.Null, new AudioClip(8000, 1, new[] { 0f, float.NaN })));
        Assert.StartsWith("clip must be finite; sample 1 is NaN.", error.Message, StringComparison.Ordinal);
    }
}
