using System.IO.Compression;
using MMPareto.Data.Manifests;

namespace MMPareto.Data.Mnist;

/// <summary>Takes MNIST's files out of a compressed tar archive.</summary>
internal static class TarArchive
{
    private const long MaximumLength = 256L << 20;

    /// <summary>Looks for the files anywhere in the archive by their names, plain or gzip.</summary>
    /// <remarks>
    /// A path in the archive is only compared, never opened, so it cannot lead out of the folder.
    /// </remarks>
    /// <exception cref="DataException">A file is not the original.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged or too large.</exception>
    public static async Task ExtractAsync(
        string path, IReadOnlyList<MnistFile> files, StagingFolder staging,
        CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await using var archive = new BoundedStream(plain, MaximumLength);
        var block = new byte[TarHeader.Block];
        while (await ReadHeaderAsync(archive, block, cancellationToken) is { } header)
        {
            await using var content = new TarSection(archive, header.Length);
            var name = header.Name[(header.Name.LastIndexOf('/') + 1)..];
            if (header.IsFile && files.FirstOrDefault(each => each.Spellings.Contains(name)) is { } wanted)
            {
                await using var contents = name.EndsWith(".gz", StringComparison.Ordinal)
                    ? new GZipStream(content, CompressionMode.Decompress, leaveOpen: true) : (Stream)content;
                await staging.AcceptAsync(wanted, contents, CellText.Shown(header.Name), cancellationToken);
            }
            await content.CopyToAsync(Stream.Null, cancellationToken);
            await new TarSection(archive, header.Padding).CopyToAsync(Stream.Null, cancellationToken);
        }
    }

    private static async Task<TarHeader?> ReadHeaderAsync(BoundedStream archive, byte[] block, CancellationToken cancellationToken)
    {
        var position = archive.Position;
        var read = await archive.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0) return null;
        return read == block.Length ? TarHeader.Parse(block, position)
            : throw new InvalidDataException($"byte {position}: expected the header of a file in a tar archive; the archive ends here.");
    }
}
