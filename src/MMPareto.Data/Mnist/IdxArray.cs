namespace MMPareto.Data.Mnist;

/// <summary>The contents of an IDX file of bytes.</summary>
/// <param name="Shape">Sizes as the file states them, such as [60000, 28, 28].</param>
/// <param name="Values">All values, row-major.</param>
/// <param name="Sha256">SHA-256 of the file, header included and decompressed, in hexadecimal.</param>
public sealed record IdxArray(IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Values, string Sha256);
