using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Data.Arrays;

/// <summary>The start of a .npy file: a mark, a version, and a Python dictionary that describes the values.</summary>
/// <param name="Type">Kind of the values.</param>
/// <param name="Fortran">Whether the first axis runs fastest.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Count">Number of values.</param>
/// <param name="ValuesAt">Where the values begin, in bytes.</param>
internal sealed record NpyHeader(NpyType Type, bool Fortran, IReadOnlyList<long> Shape, long Count, long ValuesAt)
{
    private const int MarkLength = 8;
    private const int LongestText = 1 << 16;

    private static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header, and holds what it claims against the length of the file.</summary>
    public static NpyHeader Read(ArrayFile file)
    {
        var lengthBytes = RequireMark(file);
        var textAt = MarkLength + lengthBytes;
        var text = NpyDictionary.Parse(ReadText(file, lengthBytes, textAt), file.Path);
        var valuesAt = textAt + ReadLength(file, lengthBytes);
        var type = NpyType.Parse(text.Type, file.Path);
        var room = file.Length - valuesAt;
        var count = ArrayShape.Count(text.Shape, room / type.Size);
        return count is { } known && known * type.Size == room
            ? new NpyHeader(type, text.Fortran, text.Shape.Length > 0 ? text.Shape : [1], known, valuesAt)
            : throw new DataException(
                $"{file.Path}: shape {ArrayShape.Text(text.Shape)} of {type.Size}-byte values does not fill the " +
                $"{room} bytes after the header. The file is cut short, damaged or holds more than one array: " +
                "get it anew.");
    }

    /// <summary>Checks mark and version; tells how many bytes the length of the text has.</summary>
    private static int RequireMark(ArrayFile file)
    {
        Span<byte> found = stackalloc byte[MarkLength];
        found = found[..(int)Math.Min(MarkLength, file.Length)];
        file.Fill(found, 0);
        if (found.Length < MarkLength || !found.StartsWith(Mark))
        {
            var hint = found.StartsWith("PK"u8)
                ? "Archives (.npz) are not supported: save each array with numpy.save."
                : "Is this the right file?";
            throw new DataException(
                $"{file.Path}: expected a .npy file, beginning with {Convert.ToHexString(Mark)}; found " +
                $"{Convert.ToHexString(found)}. {hint}");
        }
        return (found[6], found[7]) switch
        {
            (1, 0) => sizeof(ushort),
            (2 or 3, 0) => sizeof(uint),
            var (major, minor) => throw new DataException(
                $"{file.Path}, byte 6: expected version 1.0, 2.0 or 3.0 of the .npy format; found {major}.{minor}."),
        };
    }

    private static long ReadLength(ArrayFile file, int lengthBytes)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        length.Clear();
        file.Fill(length[..lengthBytes], MarkLength);
        return BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    private static string ReadText(ArrayFile file, int lengthBytes, int textAt)
    {
        var length = ReadLength(file, lengthBytes);
        if (length > LongestText || length > file.Length - textAt)
        {
            throw new DataException(
                $"{file.Path}, byte {MarkLength}: expected a header of at most {LongestText} bytes within the file's " +
                $"{file.Length}; found a length of {length}. The file is cut short or damaged: get it anew.");
        }
        var bytes = new byte[length];
        file.Fill(bytes, textAt);
        return Encoding.Latin1.GetString(bytes);
    }
}
