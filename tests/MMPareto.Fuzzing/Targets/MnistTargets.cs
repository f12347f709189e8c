using System.Formats.Tar;
using System.Security.Cryptography;
using MMPareto.Data;
using MMPareto.Data.Mnist;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Samples;

namespace MMPareto.Fuzzing.Targets;

/// <summary>MNIST: IDX files, and the archive that its fetcher unpacks.</summary>
internal static class MnistTargets
{
    private static readonly byte[] Images = Arrays.Idx(3, 4, 4);
    private static readonly byte[] Labels = Arrays.Idx(3);

    private static readonly MnistFiles Files = new(
        Described("train-images-idx3-ubyte", Images), Described("train-labels-idx1-ubyte", Labels),
        Described("t10k-images-idx3-ubyte", Images), Described("t10k-labels-idx1-ubyte", Labels));

    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("idx-images", folder => OfImages(folder, "images", [new(Images), new(Arrays.Idx(3, 1, 1))])),
        new("idx-gzip", folder => OfImages(folder, "images.gz", [new(Packed.Gzip(Images)), new(Images, Packed.Gzip)])),
        new("idx-labels", folder =>
        {
            File.WriteAllBytes(folder["images"], Images);
            return FuzzSubject.OfFile(folder["labels"], [new(Labels)], path => LabelledImages.Read(folder["images"], path), typeof(DataException));
        }),
        new("tar", OfArchive),
    ];

    private static FuzzSubject OfImages(WorkFolder folder, string name, IReadOnlyList<Seed> seeds)
    {
        File.WriteAllBytes(folder["labels"], Labels);
        return FuzzSubject.OfFile(folder[name], seeds, path => LabelledImages.Read(path, folder["labels"]), typeof(DataException));
    }

    private static FuzzSubject OfArchive(WorkFolder folder)
    {
        (string, byte[])[] files =
        [
            ("package/package.json", "{}"u8.ToArray()), ("package/train-images-idx3-ubyte", Images), ("package/train-labels.idx1-ubyte.gz", Packed.Gzip(Labels)),
            ("package/t10k-images-idx3-ubyte.gz", Packed.Gzip(Images)), ("package/t10k-labels-idx1-ubyte", Labels),
        ];
        TarEntryFormat[] formats = [TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu];
        var archives = formats.Select(format => Packed.Tar(format, files)).ToArray();
        var source = new ArchiveSource(folder["archive.tgz"]);
        return new([.. archives.Select(tar => new Seed(tar, Packed.TarGzip)), .. archives.Select(tar => new Seed(Packed.Gzip(tar)))], input =>
        {
            File.WriteAllBytes(source.Path, input);
            var target = folder["mnist"];
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            MnistFetcher.FetchAsync(target, Files, [source], null, CancellationToken.None).GetAwaiter().GetResult();
            return [];
        }, typeof(DataException))
        { Names = folder["mnist"] };
    }

    private static MnistFile Described(string name, byte[] content) => new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
