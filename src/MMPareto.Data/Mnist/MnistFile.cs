using System.IO.Compression;
using System.Security.Cryptography;

namespace MMPareto.Data.Mnist;

/// <summary>One of the four files of MNIST.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Length">Its length in bytes, decompressed.</param>
/// <param name="Sha256">Its SHA-256, decompressed, in hexadecimal.</param>
public sealed record MnistFile(string Name, long Length, string Sha256)
{
    private const string CompressedSuffix = ".gz";

    /// <summary>
    /// The names under which the file goes about: with a hyphen or a dot before <c>idx</c>, plain or gzip.
    /// </summary>
    public IReadOnlyList<string> Spellings { get; } =
    [
        Name,
        Name.Replace("-idx", ".idx", StringComparison.Ordinal),
        Name + CompressedSuffix,
        Name.Replace("-idx", ".idx", StringComparison.Ordinal) + CompressedSuffix,
    ];

    /// <summary>Looks for the file under its usual spellings, plain ones first.</summary>
    /// <param name="folder">Where to look; need not exist.</param>
    /// <returns>Its path, or nothing.</returns>
    public string? FindIn(string folder) =>
        Spellings.Select(spelling => Path.Combine(folder, spelling)).FirstOrDefault(File.Exists);

    /// <summary>Requires that a file, plain or gzip, has the right contents.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It has others, or cannot be read.</exception>
    internal void Verify(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var compressed = path.EndsWith(CompressedSuffix, StringComparison.OrdinalIgnoreCase);
            using var plain = compressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            RequireChecksum(Convert.ToHexStringLower(SHA256.HashData(new BoundedStream(plain, Length))), path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} is not the original {Name}: {e.Message}", e);
        }
    }

    /// <summary>Requires the right checksum of contents that come from <paramref name="origin"/>.</summary>
    internal void RequireChecksum(string found, string origin)
    {
        if (found == Sha256) return;
        throw new DataException(
            $"{origin} is not the original {Name}: expected SHA-256 {Sha256}, found {found}. " +
            "Move it away or delete it, then fetch again; or name its folder explicitly to use it as it is.");
    }
}
