using System.Formats.Tar;
using System.IO.Compression;

namespace MMPareto.Fuzzing.Samples;

/// <summary>What wraps a content again after it was damaged, so that the damage is met and not the checksum.</summary>
internal static class Packed
{
    private const int TarBlock = 512;
    private const int TarSumAt = 148;
    private const int TarSumLength = 8;

    /// <summary>Compressed as .gz.</summary>
    public static byte[] Gzip(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(plain);
        return target.ToArray();
    }

    /// <summary>Compressed as in PNG.</summary>
    public static byte[] Zlib(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest)) zlib.Write(plain);
        return target.ToArray();
    }

    /// <summary>A tar archive, not compressed.</summary>
    /// <param name="format">The kind of archive.</param>
    /// <param name="files">Names and contents.</param>
    public static byte[] Tar(TarEntryFormat format, params (string Name, byte[] Content)[] files)
    {
        using var target = new MemoryStream();
        using (var writer = new TarWriter(target, format, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                TarEntry entry = format == TarEntryFormat.Pax ? new PaxTarEntry(TarEntryType.RegularFile, name)
                    : format == TarEntryFormat.Gnu ? new GnuTarEntry(TarEntryType.RegularFile, name) : new UstarTarEntry(TarEntryType.RegularFile, name);
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }
        return target.ToArray();
    }

    /// <summary>Sets the sum of each block that looks like the header of an entry, then compresses.</summary>
    public static byte[] TarGzip(byte[] tar)
    {
        var copy = (byte[])tar.Clone();
        for (var at = 0; at + TarBlock <= copy.Length; at += TarBlock)
        {
            var block = copy.AsSpan(at, TarBlock);
            if (block[TarSumAt] is < (byte)'0' or > (byte)'7' || block[TarSumAt + TarSumLength - 1] is not (0 or (byte)' ')) continue;
            block.Slice(TarSumAt, TarSumLength).Fill((byte)' ');
            var sum = 0;
            foreach (var each in block) sum += each;
            var octal = Convert.ToString(sum, 8).PadLeft(6, '0');
            for (var i = 0; i < 6; i++) block[TarSumAt + i] = (byte)octal[i];
            block[TarSumAt + 6] = 0;
        }
        return Gzip(copy);
    }
}
