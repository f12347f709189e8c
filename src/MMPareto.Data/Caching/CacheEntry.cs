using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace MMPareto.Data.Caching;

/// <summary>One cached value as a file: a header of 96 bytes, then floats, little-endian.</summary>
/// <remarks>
/// Header: the mark <c>MMPCACHE</c>; version 1 (4 bytes); CRC-32C of the rest (4); number of values (8); zeros (8); the
/// key as text (64).
/// </remarks>
internal static class CacheEntry
{
    private const int HeaderLength = 96;
    private const int SumAt = 12;
    private const int CountAt = 16;
    private const int KeyAt = 32;
    private const uint Version = 1;

    private static ReadOnlySpan<byte> Mark => "MMPCACHE"u8;

    /// <summary>Bytes of the file for so many values.</summary>
    public static long LengthFor(int count) => HeaderLength + ((long)count * sizeof(float));

    /// <summary>Whether there is a file of the right length, and no link or pipe that somebody has put in its place.</summary>
    public static bool IsThere(string path, int count) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null } file && file.Length == LengthFor(count);

    /// <summary>Reads values. The destination may be overwritten in part when they turn out damaged.</summary>
    /// <returns>Whether the file holds just these values, undamaged.</returns>
    public static bool TryRead(string path, string key, Span<float> values)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(file) != LengthFor(values.Length)) return false;
        Span<byte> header = stackalloc byte[HeaderLength];
        Span<byte> expected = stackalloc byte[HeaderLength];
        var content = MemoryMarshal.AsBytes(values);
        if (RandomAccess.Read(file, header, 0) != HeaderLength) return false;
        if (RandomAccess.Read(file, content, HeaderLength) != content.Length) return false;
        WriteHeader(expected, key, values);
        return header.SequenceEqual(expected);
    }

    /// <summary>Writes a new file.</summary>
    public static void Write(string path, string key, ReadOnlySpan<float> values)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        WriteHeader(header, key, values);
        using var file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.Write, preallocationSize: LengthFor(values.Length));
        RandomAccess.Write(file, header, 0);
        RandomAccess.Write(file, MemoryMarshal.AsBytes(values), HeaderLength);
    }

    private static void WriteHeader(Span<byte> header, string key, ReadOnlySpan<float> values)
    {
        header.Clear();
        Mark.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[Mark.Length..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[CountAt..], values.Length);
        Encoding.ASCII.GetBytes(key, header[KeyAt..]);
        var sum = Sum(Sum(uint.MaxValue, header[CountAt..]), MemoryMarshal.AsBytes(values));
        BinaryPrimitives.WriteUInt32LittleEndian(header[SumAt..], sum);
    }

    /// <summary>CRC-32C; both pieces are whole numbers of four bytes.</summary>
    private static uint Sum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) sum = BitOperations.Crc32C(sum, word);
        return bytes.Length % sizeof(ulong) == 0
            ? sum
            : BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]));
    }
}
