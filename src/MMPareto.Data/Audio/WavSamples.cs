using System.Buffers.Binary;
using System.Globalization;

namespace MMPareto.Data.Audio;

/// <summary>Makes floats of the bytes of a WAV file.</summary>
internal static class WavSamples
{
    /// <summary>Decodes all samples, in their order.</summary>
    /// <exception cref="DataException">The bytes end within a moment, or a float is not finite.</exception>
    public static float[] Decode(WavBlock block, WavFormat format, string name)
    {
        var bytes = block.Bytes;
        if (bytes.Length % format.BlockAlign != 0)
        {
            throw new DataException(
                $"{name}, byte {block.Start}: expected a multiple of {format.BlockAlign} bytes of samples; " +
                $"found {bytes.Length}. It is cut short or damaged: get it anew.");
        }
        var samples = new float[bytes.Length / (format.Bits / 8)];
        Decode(bytes, format, samples);
        if (format.IsFloat) RequireFinite(samples, block, format, name);
        return samples;
    }

    private static void Decode(ReadOnlySpan<byte> bytes, WavFormat format, Span<float> samples)
    {
        var size = format.Bits / 8;
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = bytes[(i * size)..];
            samples[i] = (format.IsFloat, format.Bits) switch
            {
                (true, 32) => BinaryPrimitives.ReadSingleLittleEndian(sample),
                (true, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(sample),
                (_, 8) => (sample[0] - 128) / 128f,
                (_, 16) => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32768f,
                (_, 24) => (sample[0] | (sample[1] << 8) | ((sbyte)sample[2] << 16)) / 8388608f,
                _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2147483648f,
            };
        }
    }

    private static void RequireFinite(ReadOnlySpan<float> samples, WavBlock block, WavFormat format, string name)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (float.IsFinite(samples[i])) continue;
            var position = block.Start + ((long)i * format.Bits / 8);
            var (moment, channel) = Math.DivRem(i, format.ChannelCount);
            throw new DataException(
                $"{name}, byte {position} (sample {moment} of channel {channel}): expected a finite float; " +
                $"found {samples[i].ToString(CultureInfo.InvariantCulture)}. The file is damaged: get it anew.");
        }
    }
}
