using System.Buffers.Binary;

namespace MMPareto.Data.Audio;

/// <summary>Writes clips as WAV files of 16-bit PCM.</summary>
public static class WavWriter
{
    private const int HeaderLength = 44;

    /// <summary>Writes a file, or replaces it.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="clip">What to write; see <see cref="Write(Stream, AudioClip)"/>.</param>
    /// <exception cref="ArgumentException">A sample is not finite, or the clip is too long for the format.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, AudioClip clip) => File.WriteAllBytes(path, Encode(clip));

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to write; the caller disposes it.</param>
    /// <param name="clip">
    /// What to write. Samples are multiplied by 32768, rounded to even and cut to the range of 16 bits.
    /// </param>
    /// <exception cref="ArgumentException">A sample is not finite, or the clip is too long for the format.</exception>
    public static void Write(Stream stream, AudioClip clip) => stream.Write(Encode(clip));

    private static byte[] Encode(AudioClip clip)
    {
        var samples = clip.Samples.Span;
        new OptionProblems()
            .Require(clip.ChannelCount <= ushort.MaxValue / 2, "clip", "have at most 32767 channels", clip.ChannelCount)
            .Require(
                samples.Length <= WavFile.MaximumDataLength / 2, "clip",
                $"have at most {WavFile.MaximumDataLength / 2} samples", samples.Length)
            .ThrowIfAny();
        var bytes = new byte[HeaderLength + (2 * samples.Length)];
        WriteHeader(bytes, clip);
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i])) throw NotFinite(i, samples[i]);
            var value = Math.Clamp(Math.Round(samples[i] * 32768.0), short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(HeaderLength + (2 * i)), (short)value);
        }
        return bytes;
    }

    private static ArgumentException NotFinite(int index, float sample) =>
        new(FormattableString.Invariant($"clip must be finite; sample {index} is {sample}."));

    private static void WriteHeader(Span<byte> header, AudioClip clip)
    {
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], header.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)clip.ChannelCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], clip.SampleRate);
        var bytesPerSecond = Math.Min(uint.MaxValue, 2L * clip.ChannelCount * clip.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)bytesPerSecond);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(2 * clip.ChannelCount));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], header.Length - HeaderLength);
    }
}
