using System.Buffers.Binary;

namespace MMPareto.Data.Audio;

/// <summary>What a format chunk says of the samples.</summary>
/// <param name="SampleRate">Samples a second of each channel, in Hz.</param>
/// <param name="ChannelCount">Channels, at least 1.</param>
/// <param name="IsFloat">Whether samples are IEEE floats, not whole numbers.</param>
/// <param name="Bits">Bits of a sample: 8, 16, 24 or 32; 32 or 64 of floats.</param>
internal sealed record WavFormat(int SampleRate, int ChannelCount, bool IsFloat, int Bits)
{
    /// <summary>What to do about a file of another kind.</summary>
    public const string Remedy = "Convert it with: ffmpeg -i in.wav -c:a pcm_s16le out.wav";

    private const int PlainLength = 16;
    private const int ExtensibleLength = 40;
    private const int Extensible = 0xFFFE;
    private const int Pcm = 1;
    private const int Float = 3;
    private const int MaximumSampleRate = 1_000_000;

    /// <summary>Bytes of one moment, all channels.</summary>
    public int BlockAlign => ChannelCount * Bits / 8;

    /// <summary>Bytes of so many seconds, a moment at least.</summary>
    public long BytesOf(double seconds) => seconds * SampleRate >= long.MaxValue / BlockAlign ? long.MaxValue
        : BlockAlign * Math.Max(1, (long)Math.Ceiling(seconds * SampleRate));

    /// <summary>The end of the identifier of a format that is an extension of an older number.</summary>
    private static ReadOnlySpan<byte> IdentifierTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Reads a format chunk.</summary>
    /// <exception cref="DataException">It is cut short, contradicts itself or names an unsupported codec.</exception>
    public static WavFormat Parse(WavChunks chunks, uint size)
    {
        var start = chunks.Position;
        if (size < PlainLength)
        {
            throw chunks.Error(start, $"expected a format of at least {PlainLength} bytes; found {size}. " +
                "The file is damaged: get it anew.");
        }
        Span<byte> chunk = stackalloc byte[(int)Math.Min(size, ExtensibleLength)];
        chunks.Fill(chunk, "the format");
        chunks.Skip(size - chunk.Length);
        var (tag, tagPosition) = CodecOf(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        Require(channels > 0, 2, "at least 1 channel", channels);
        Require(rate is > 0 and <= MaximumSampleRate, 4, $"a sample rate from 1 to {MaximumSampleRate} Hz", rate);
        var format = new WavFormat(
            (int)rate, channels, tag == Float, BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]));
        if (tag is not (Pcm or Float) || !format.HasReadableSize)
        {
            throw chunks.Error(
                start + tagPosition, "expected PCM of 8, 16, 24 or 32 bits or floats of 32 or 64; " +
                $"found {NameOf(tag)} of {format.Bits} bits. {Remedy}");
        }
        Require(
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]) is var align && align == format.BlockAlign, 12,
            $"{format.BlockAlign} bytes for {format.ChannelCount} samples of {format.Bits} bits", align);
        return format;

        void Require(bool holds, int at, string expected, long found)
        {
            if (holds) return;
            throw chunks.Error(start + at, $"expected {expected}; found {found}. The file is damaged: get it anew.");
        }
    }

    private bool HasReadableSize => IsFloat ? Bits is 32 or 64 : Bits is 8 or 16 or 24 or 32;

    /// <summary>The number of the codec and where it stands; of an unknown extension it is the mark of extensions.</summary>
    private static (int Tag, int Position) CodecOf(ReadOnlySpan<byte> chunk)
    {
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var isKnown = tag == Extensible && chunk.Length == ExtensibleLength && chunk[26..].SequenceEqual(IdentifierTail);
        return isKnown ? (BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]), 24) : (tag, 0);
    }

    private static string NameOf(int tag) => tag switch
    {
        Pcm => "PCM",
        Float => "floats",
        0x02 => "Microsoft ADPCM",
        0x06 => "A-law",
        0x07 => "mu-law",
        0x11 => "IMA ADPCM",
        0x31 => "GSM 6.10",
        0x55 => "MP3",
        _ => $"codec 0x{tag:X4}",
    };
}
