using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using MMPareto.Data.Mnist;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

/// <summary>Makes small files in MNIST's format.</summary>
internal static class IdxFiles
{
    /// <summary>The bytes of an IDX file.</summary>
    public static byte[] Encode(int[] shape, ReadOnlySpan<byte> values)
    {
        var file = new byte[4 + (4 * shape.Length) + values.Length];
        file[2] = 0x08;
        file[3] = (byte)shape.Length;
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), shape[i]);
        values.CopyTo(file.AsSpan(4 + (4 * shape.Length)));
        return file;
    }

    /// <summary>
    /// Images with value (7 · position + image) mod 256, so that each differs from the next.
    /// </summary>
    public static byte[] Images(int count, int size = 4) => Encode(
        [count, size, size],
        [.. Enumerable.Range(0, count * size * size).Select(i => ValueOf(i % (size * size), i / (size * size)))]);

    private static byte ValueOf(int position, int image) => (byte)((7 * position) + image);

    /// <summary>Labels that take turns.</summary>
    public static byte[] Labels(int count, int classes = 10) =>
        Encode([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))]);

    public static byte[] Compress(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(plain);
        return target.ToArray();
    }

    /// <summary>
    /// The contents of a whole small data set, in the order of <see cref="MnistFiles.All"/>.
    /// </summary>
    public static byte[][] DataSet(int train, int test, int size = 4) =>
        [Images(train, size), Labels(train), Images(test, size), Labels(test)];

    /// <summary>Writes a whole small data set under the usual names.</summary>
    public static string Write(TemporaryFolder folder, int train, int test, int size = 4)
    {
        foreach (var (file, contents) in MnistFiles.Original.All.Zip(DataSet(train, test, size)))
            File.WriteAllBytes(folder[file.Name], contents);
        return folder.FullPath;
    }

    /// <summary>The usual names, with the lengths and checksums of other contents.</summary>
    public static MnistFiles Describe(byte[][] contents)
    {
        MnistFile File(int i) => new(
            MnistFiles.Original.All[i].Name, contents[i].Length, Convert.ToHexStringLower(SHA256.HashData(contents[i])));
        return new MnistFiles(File(0), File(1), File(2), File(3));
    }
}
