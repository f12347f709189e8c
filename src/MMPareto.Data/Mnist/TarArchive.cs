using System.Formats.Tar;
using System.IO.Compression;

namespace MMPareto.Data.Mnist;

/// <summary>Takes MNIST's files out of a compressed tar archive.</summary>
internal static class TarArchive
{
    private const long MaximumLength = 256L << 20;

    /// <summary>Looks for the files anywhere in the archive by their names, plain or gzip.</summary>
    /// <remarks>
    /// A path in the archive is only compared, never opened, so it cannot lead out of the folder.
    /// </remarks>
    public static async Task ExtractAsync(
        string path, IReadOnlyList<MnistFile> files, StagingFolder staging,
        CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await using var bounded = new BoundedStream(plain, MaximumLength);
        await using var archive = new TarReader(bounded);
        while (await archive.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            var wanted = files.FirstOrDefault(each => each.Spellings.Contains(name));
            if (wanted is null || entry.DataStream is null) continue;
            await using var contents = name.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(entry.DataStream, CompressionMode.Decompress)
                : entry.DataStream;
            await staging.AcceptAsync(wanted, contents, entry.Name, cancellationToken);
        }
    }
}
