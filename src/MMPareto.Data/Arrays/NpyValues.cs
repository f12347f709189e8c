using System.Buffers;

namespace MMPareto.Data.Arrays;

/// <summary>The values of a .npy file, a piece at a time.</summary>
internal static class NpyValues
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Fills the destination, row-major.</summary>
    /// <exception cref="DataException">The file cannot be read, or a value is not finite in 32 bits.</exception>
    public static void Read(ArrayFile file, NpyHeader header, Span<float> destination)
    {
        if (header.Fortran) ReadFortran(file, header, destination);
        else ReadPieces(file, header, destination);
        RequireFinite(destination, header.Shape, file.Path);
    }

    private static void ReadPieces(ArrayFile file, NpyHeader header, Span<float> values)
    {
        var size = header.Type.Size;
        var rented = ArrayPool<byte>.Shared.Rent(PieceBytes);
        for (var done = 0; done < values.Length; done += PieceBytes / size)
        {
            var piece = values[done..Math.Min(values.Length, done + (PieceBytes / size))];
            var bytes = rented.AsSpan(0, piece.Length * size);
            file.Fill(bytes, header.ValuesAt + ((long)done * size));
            if (header.Type.Swapped)
                for (var at = 0; at < bytes.Length; at += size) bytes.Slice(at, size).Reverse();
            header.Type.Convert(bytes, piece);
        }
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Walks the file in order, the first axis fastest, and the destination in steps of its strides.</summary>
    private static void ReadFortran(ArrayFile file, NpyHeader header, Span<float> destination)
    {
        var inFileOrder = new float[destination.Length];
        ReadPieces(file, header, inFileOrder);
        var strides = ArrayShape.Strides(header.Shape);
        var index = new long[strides.Length];
        var target = 0L;
        foreach (var value in inFileOrder)
        {
            destination[(int)target] = value;
            for (var axis = 0; axis < index.Length; axis++)
            {
                target += strides[axis];
                if (++index[axis] < header.Shape[axis]) break;
                target -= strides[axis] * index[axis];
                index[axis] = 0;
            }
        }
    }

    private static void RequireFinite(ReadOnlySpan<float> values, IReadOnlyList<long> shape, string path)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            var found = float.IsNaN(values[i]) ? "NaN" : "infinite, or too large for 32 bits";
            throw new DataException(
                $"{path}: expected finite values; the one at {ArrayShape.Text(ArrayShape.IndexOf(shape, i))} is " +
                $"{found}. Leave the sample out, or put a number in its place.");
        }
    }
}
