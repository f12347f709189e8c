using System.Buffers.Binary;

namespace MMPareto.Data.Mnist;

/// <summary>
/// The start of an IDX file: two zeros, the type of the values, the number of dimensions, their sizes.
/// </summary>
internal static class IdxHeader
{
    /// <summary>The largest array that is read, in bytes; MNIST's largest has 47 million.</summary>
    public const long MaximumLength = 1L << 30;

    private const int UnsignedByte = 0x08;

    /// <summary>Bytes in the header of a file with so many dimensions.</summary>
    public static int LengthFor(int dimensions) => 4 + (4 * dimensions);

    /// <summary>Reads and checks the sizes.</summary>
    /// <exception cref="DataException">
    /// Not the header of an array of bytes with so many dimensions.
    /// </exception>
    public static int[] ParseShape(ReadOnlySpan<byte> header, int dimensions, string path)
    {
        var expected = (uint)((UnsignedByte << 8) | dimensions);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic != expected)
        {
            throw new DataException(
                $"{path}, byte 0: expected 0x{expected:X8} (IDX, unsigned bytes, {dimensions} dimensions); " +
                $"found 0x{magic:X8}. Is this the right file?");
        }
        var shape = new int[dimensions];
        for (var i = 0; i < dimensions; i++) shape[i] = ParseSize(header, 4 + (4 * i), path);
        RequireReadableLength(shape, path);
        return shape;
    }

    private static int ParseSize(ReadOnlySpan<byte> header, int position, string path)
    {
        var size = BinaryPrimitives.ReadInt32BigEndian(header[position..]);
        return size > 0
            ? size
            : throw new DataException(
                $"{path}, byte {position}: expected a size of at least 1; found {size}.");
    }

    private static void RequireReadableLength(int[] shape, string path)
    {
        var length = 1L;
        foreach (var size in shape)
        {
            length *= size; // below 2^61: it was at most 2^30
            if (length <= MaximumLength) continue;
            throw new DataException(
                $"{path}, byte 4: expected at most {MaximumLength} values; " +
                $"the sizes are {string.Join(" × ", shape)}.");
        }
    }
}
