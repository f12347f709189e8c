namespace MMPareto.Data.Arrays;

/// <summary>Reads arrays that NumPy has saved (.npy) as 32-bit floats.</summary>
/// <remarks>
/// Versions 1.0, 2.0 and 3.0 of the format
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html); numbers f2, f4, f8, i1 to i8, u1 to u8
/// and b1 of either byte order; C and Fortran order, the latter reordered. What 32 bits do not hold is rounded.
/// Archives (.npz) and arrays of objects, complex numbers, texts or records are refused. Everything that a header
/// claims is checked against the file before memory is set aside. Safe to call from several threads.
/// </remarks>
public static class NpyFile
{
    /// <summary>The most values that are read of a file, 100 million, as of a picture.</summary>
    public const int MaximumCount = 100_000_000;

    /// <summary>Reads shape and values.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The array.</returns>
    /// <exception cref="DataException">
    /// The file is missing, of another kind, damaged, cut short or too long; or a value is not finite in 32 bits.
    /// </exception>
    public static NpyArray Read(string path)
    {
        using var file = ArrayFile.Open(path);
        var header = NpyHeader.Read(file);
        if (header.Count > MaximumCount)
        {
            throw new DataException(
                $"{path}: expected at most {MaximumCount} values; the shape is {ArrayShape.Text(header.Shape)}. Cut it.");
        }
        var values = new float[header.Count];
        NpyValues.Read(file, header, values);
        return new NpyArray(header.Shape, values);
    }

    /// <summary>Reads the shape; values are not looked at.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Sizes, outermost first; [1] for a single number.</returns>
    /// <exception cref="DataException">
    /// The file is missing, of another kind, its header damaged, or its length not the one the header claims.
    /// </exception>
    public static IReadOnlyList<long> ReadShape(string path)
    {
        using var file = ArrayFile.Open(path);
        return NpyHeader.Read(file).Shape;
    }

    /// <summary>Reads values to where they are used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <param name="destination">Receives the values, row-major; its length must be that of the shape.</param>
    /// <exception cref="DataException">The file has another shape, or as for <see cref="Read"/>.</exception>
    public static void ReadInto(string path, IReadOnlyList<long> shape, Span<float> destination)
    {
        using var file = ArrayFile.Open(path);
        var header = NpyHeader.Read(file);
        if (!header.Shape.SequenceEqual(shape))
        {
            throw new DataException(
                $"{path}: expected an array of shape {ArrayShape.Text(shape)}; found " +
                $"{ArrayShape.Text(header.Shape)}. Cut or pad all samples of a modality to one shape.");
        }
        if (destination.Length != header.Count)
        {
            throw new ArgumentException(
                $"destination must have {header.Count} values, for {ArrayShape.Text(shape)}; " +
                $"got {destination.Length}.", nameof(destination));
        }
        NpyValues.Read(file, header, destination);
    }
}
