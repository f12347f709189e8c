using System.Text;

namespace MMPareto.Data.Mnist;

/// <summary>What stands before each file of a tar archive: its name, kind and length.</summary>
/// <remarks>
/// Long names and other attributes that some archives put into entries of their own are passed over, as no file that is looked for has any. Hence
/// nothing is allocated by a length that an archive tells.
/// </remarks>
/// <param name="Name">The name with its folders.</param>
/// <param name="IsFile">Whether it is a plain file.</param>
/// <param name="Length">Bytes of content, which are filled up to whole blocks.</param>
internal sealed record TarHeader(string Name, bool IsFile, long Length)
{
    /// <summary>Bytes of a header, and what contents are filled up to.</summary>
    public const int Block = 512;

    private const int KindAt = 156;
    private static readonly Range NameAt = 0..100;
    private static readonly Range LengthAt = 124..136;
    private static readonly Range SumAt = 148..156;
    private static readonly Range MarkAt = 257..262;
    private static readonly Range PrefixAt = 345..500;

    /// <summary>Bytes from the end of the content to the next header.</summary>
    public int Padding => (int)((Block - (Length % Block)) % Block);

    /// <summary>Reads it.</summary>
    /// <param name="block">A block of an archive.</param>
    /// <param name="position">Where it stands in the archive, for messages.</param>
    /// <returns>Null for a block of zeros, which ends an archive.</returns>
    /// <exception cref="InvalidDataException">It is no header.</exception>
    public static TarHeader? Parse(ReadOnlySpan<byte> block, long position)
    {
        if (!block.ContainsAnyExcept((byte)0)) return null;
        var sum = SumAt.GetOffsetAndLength(Block).Length * ' ';
        foreach (var each in block) sum += each;
        foreach (var each in block[SumAt]) sum -= each;
        if (Octal(block[SumAt]) != sum) throw new InvalidDataException($"byte {position}: expected the header of a file in a tar archive; its sum is another.");
        var length = Octal(block[LengthAt])
            ?? throw new InvalidDataException($"byte {position + LengthAt.Start.Value}: expected the length of a file; found no number.");
        var prefix = block[MarkAt].SequenceEqual("ustar"u8) ? Text(block[PrefixAt]) : "";
        var name = Text(block[NameAt]);
        return new(prefix.Length > 0 ? $"{prefix}/{name}" : name, block[KindAt] is 0 or (byte)'0' or (byte)'7', length);
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field[..(field.IndexOf((byte)0) is >= 0 and var end ? end : field.Length)]);

    /// <summary>Null for what is no number, or one of more than 11 digits.</summary>
    private static long? Octal(ReadOnlySpan<byte> field)
    {
        var digits = field.Trim(" \0"u8);
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'7') || digits.Length > 11) return null;
        var number = 0L;
        foreach (var digit in digits) number = (8 * number) + (digit - '0');
        return number;
    }
}
