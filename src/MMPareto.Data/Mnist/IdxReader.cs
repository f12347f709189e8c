using System.IO.Compression;
using System.Security.Cryptography;

namespace MMPareto.Data.Mnist;

/// <summary>
/// Reads IDX files of bytes, the format of MNIST and its kin, plain or compressed with gzip.
/// </summary>
/// <remarks>
/// Everything that a header claims is checked against the file before memory is set aside for it.
/// </remarks>
public static class IdxReader
{
    /// <summary>The most that deflate can make of one byte.</summary>
    private const long DeflateLimit = 1032;

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is decompressed.</param>
    /// <param name="dimensions">How many dimensions it must have: 1 for labels, 3 for images.</param>
    /// <returns>Its shape, values and checksum.</returns>
    /// <exception cref="DataException">
    /// The file is missing, cut short, too long, damaged or of another kind.
    /// </exception>
    public static IdxArray Read(string path, int dimensions)
    {
        try
        {
            using var file = File.OpenRead(path);
            var compressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
            using var stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            return Read(stream, path, dimensions, file.Length, compressed);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static IdxArray Read(Stream stream, string path, int dimensions, long fileLength, bool compressed)
    {
        var header = new byte[IdxHeader.LengthFor(dimensions)];
        Fill(stream, header, path, 0);
        var shape = IdxHeader.ParseShape(header, dimensions, path);
        var length = shape.Aggregate(1L, (product, size) => product * size);
        RequireRoom(path, header.Length + length, fileLength, compressed);
        var values = new byte[length];
        Fill(stream, values, path, header.Length);
        RequireEnd(stream, path, header.Length + length);
        return new IdxArray(shape, values, Hash(header, values));
    }

    private static void RequireRoom(string path, long needed, long fileLength, bool compressed)
    {
        var fits = compressed ? needed <= fileLength * DeflateLimit : needed == fileLength;
        if (fits) return;
        throw new DataException(
            $"{path}, byte 4: the sizes ask for {needed} bytes; the file has {fileLength}" +
            $"{(compressed ? " compressed" : "")}. It is cut short or damaged: get it anew.");
    }

    private static void Fill(Stream stream, byte[] buffer, string path, long position)
    {
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (read == buffer.Length) return;
        throw new DataException(
            $"{path}, byte {position + read}: expected {buffer.Length - read} bytes more; " +
            "the file ends here. It is cut short: get it anew.");
    }

    private static void RequireEnd(Stream stream, string path, long position)
    {
        if (stream.ReadByte() < 0) return;
        throw new DataException($"{path}, byte {position}: expected the end of the file; found more bytes.");
    }

    private static string Hash(byte[] header, byte[] values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(values);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
