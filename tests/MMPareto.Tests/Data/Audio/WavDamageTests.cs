using CsCheck;
using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Audio;

public class WavDamageTests
{
    private static readonly byte[] Plain = WavBytes.File(
        WavBytes.Format(1, 2, 8000, 16), WavBytes.Chunk("data", [1, 2, 3, 4, 5, 6, 7, 8]));

    private static readonly byte[] Extensible = WavBytes.File(
        WavBytes.Extensible(3, 1, 16_000, 32), WavBytes.Chunk("LIST", [1, 2, 3]), WavBytes.Chunk("data", new byte[16]));

    private static readonly Dictionary<string, (byte[] File, string Message)> Damaged = new()
    {
        ["text"] = ("This is no sound at all."u8.ToArray(), "byte 0: expected a WAV file (RIFF … WAVE); found 'This' … 'no s'."),
        ["big-endian"] = (Plain.With(0, "RIFX"u8.ToArray()), "byte 0: expected a WAV file (RIFF … WAVE); found 'RIFX' … 'WAVE'."),
        ["AVI"] = (Plain.With(8, "AVI "u8.ToArray()), "byte 0: expected a WAV file"),
        ["bytes that are no text"] = (Plain.With(0, 0, 10, 13, 200), @"found '\x00\x0a\x0d\xc8' … 'WAVE'"),
        ["no format"] = (WavBytes.File(WavBytes.Chunk("data", [1, 2])), "byte 22: expected 8 bytes more, of a chunk 'fmt'; the file ends here."),
        ["no samples"] = (WavBytes.File(WavBytes.Format(1, 1, 8000, 16)), "byte 36: expected 8 bytes more, of a chunk 'data'; the file ends here."),
        ["short format"] = (Plain.With(16, 15), "byte 20: expected a format of at least 16 bytes; found 15."),
        ["empty format"] = (Plain.With(16, 0), "byte 20: expected a format of at least 16 bytes; found 0."),
        ["huge format"] = (Plain.With(16, 255, 255, 255, 255), "byte 52: expected 8 bytes more, of the format; the file ends here."),
        ["no channel"] = (Plain.With(22, 0, 0), "byte 22: expected at least 1 channel; found 0."),
        ["no rate"] = (Plain.With(24, 0, 0, 0, 0), "byte 24: expected a sample rate from 1 to 1000000 Hz; found 0."),
        ["absurd rate"] = (Plain.With(24, 255, 255, 255, 255), "byte 24: expected a sample rate from 1 to 1000000 Hz; found 4294967295."),
        ["mu-law"] = (Plain.With(20, 7), "byte 20: expected PCM of 8, 16, 24 or 32 bits or floats of 32 or 64; found mu-law of 16 bits."),
        ["MP3"] = (Plain.With(20, 0x55), "found MP3 of 16 bits."),
        ["unknown codec"] = (Plain.With(20, 0x61, 0xA1), "found codec 0xA161 of 16 bits."),
        ["no codec"] = (Plain.With(20, 0), "found codec 0x0000 of 16 bits."),
        ["12 bits"] = (Plain.With(34, 12), "found PCM of 12 bits."),
        ["no bits"] = (Plain.With(34, 0), "found PCM of 0 bits."),
        ["64-bit PCM"] = (Plain.With(34, 64), "found PCM of 64 bits."),
        ["16-bit floats"] = (Plain.With(20, 3), "found floats of 16 bits."),
        ["block align"] = (Plain.With(32, 3), "byte 32: expected 4 bytes for 2 samples of 16 bits; found 3."),
        ["no block align"] = (Plain.With(32, 0), "byte 32: expected 4 bytes for 2 samples of 16 bits; found 0."),
        ["channels against block align"] = (Plain.With(22, 3), "byte 32: expected 6 bytes for 3 samples of 16 bits; found 4."),
        ["too many channels"] = (Plain.With(22, 255, 255), "byte 32: expected 131070 bytes for 65535 samples of 16 bits; found 4."),
        ["half a moment"] = (Plain.With(40, 6), "byte 44: expected a multiple of 4 bytes of samples; found 6."),
        ["more claimed than there"] = (Plain.With(40, 9), "byte 52: expected 1 bytes more, of 9 of samples; the file ends here."),
        ["much more claimed than there"] = (Plain.With(40, 0, 0, 0, 0x40), "of 1073741824 of samples; the file ends here."),
        ["more claimed than is read"] = (Plain.With(40, 4, 0, 0, 0x40), "byte 44: expected at most 1073741824 bytes of samples; found 1073741828."),
        ["no sample"] = (WavBytes.File(WavBytes.Format(1, 1, 8000, 16), WavBytes.Chunk("data", [])), "byte 44: expected samples; found none."),
        ["no sample but a chunk"] = (
            WavBytes.File(WavBytes.Format(1, 1, 8000, 16), WavBytes.Chunk("data", []), WavBytes.Chunk("LIST", [1, 2])),
            "byte 44: expected samples; found none."),
        ["huge unknown chunk"] = (Extensible.With(64, 255, 255, 255, 255), "of the rest of a chunk; the file ends here."),
        ["unknown extension"] = (Extensible.With(46, 9), "byte 20: expected PCM of 8, 16, 24 or 32 bits or floats of 32 or 64; found codec 0xFFFE of 32 bits."),
        ["extension of another codec"] = (Extensible.With(44, 2), "byte 44: expected PCM of 8, 16, 24 or 32 bits or floats of 32 or 64; found Microsoft ADPCM of 32 bits."),
        ["extension cut away"] = (WavBytes.File(WavBytes.Format(0xFFFE, 1, 8000, 16), WavBytes.Chunk("data", [1, 2])), "found codec 0xFFFE of 16 bits."),
        ["no number"] = (Extensible.With(84, 0, 0, 0xC0, 0x7F), "byte 84 (sample 1 of channel 0): expected a finite float; found NaN."),
        ["infinity"] = (Extensible.With(92, 0, 0, 0x80, 0xFF), "byte 92 (sample 3 of channel 0): expected a finite float; found -Infinity."),
        ["beyond floats"] = (
            WavBytes.File(WavBytes.Format(3, 1, 8000, 64), WavBytes.Chunk("data", BitConverter.GetBytes(1e300))),
            "byte 44 (sample 0 of channel 0): expected a finite float; found Infinity."),
    };

    public static TheoryData<string> Damages => [.. Damaged.Keys];

    public static TheoryData<int> PlainLengths => [.. Enumerable.Range(0, Plain.Length)];

    public static TheoryData<int> ExtensibleLengths => [.. Enumerable.Range(0, Extensible.Length)];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damage_is_told_with_place_and_reason(string damage) =>
        AssertRefused(Damaged[damage].File, Damaged[damage].Message);

    [Theory]
    [MemberData(nameof(PlainLengths))]
    public void A_file_cut_anywhere_is_refused(int length) => AssertRefused(Plain[..length], "the file ends here.");

    [Theory]
    [MemberData(nameof(ExtensibleLengths))]
    public void A_file_of_several_chunks_cut_anywhere_is_refused(int length) =>
        AssertRefused(Extensible[..length], "the file ends here.");

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DataException>(() => WavFile.Read(folder["nowhere.wav"]));
        Assert.StartsWith($"{folder["nowhere.wav"]} cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => WavFile.Read(folder.FullPath));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_a_damaged_file_holds_only_a_data_exception_comes_out(bool isPipe)
    {
        byte[][] whole =
        [
            Plain, Extensible,
            .. Directory.GetFiles(Path.Combine(Signals.ReferenceFolder, "wav"), "*-1*.wav").Select(File.ReadAllBytes),
        ];
        var telling = Gen.Int[0, 6].Select(i => new byte[] { 0, 1, 2, 3, 127, 128, 255 }[i]);
        var damage =
            from file in Gen.Int[0, whole.Length - 1]
            from changes in Gen.Select(Gen.Int[0, 99], Gen.Frequency((1, Gen.Byte), (2, telling))).Array[1, 6]
            from length in Gen.Int[0, 800]
            select (file, changes, length);
        damage.Sample(
            d =>
            {
                var bytes = (byte[])whole[d.file].Clone();
                foreach (var (position, value) in d.changes) bytes[position % bytes.Length] = value;
                if (d.length < bytes.Length && d.length % 2 == 0) bytes = bytes[..d.length];
                var before = GC.GetAllocatedBytesForCurrentThread();
                var isSound = IsSound(isPipe ? new ForwardStream(bytes) : new MemoryStream(bytes));
                return isSound && GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20;
            },
            iter: 4000, threads: 1);
    }

    private static bool IsSound(Stream stream)
    {
        try
        {
            var clip = WavFile.Read(stream, "a.wav");
            return clip.Length > 0 && clip.Samples.ToArray().All(float.IsFinite);
        }
        catch (DataException e)
        {
            return e.Message.StartsWith("a.wav, byte ", StringComparison.Ordinal)
                && !e.Message.Contains('\n', StringComparison.Ordinal);
        }
    }

    private static void AssertRefused(byte[] file, string expected)
    {
        foreach (var stream in new Stream[] { new MemoryStream(file), new ForwardStream(file) })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<DataException>(() => WavFile.Read(stream, "a.wav"));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.StartsWith("a.wav, byte ", error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }
}
