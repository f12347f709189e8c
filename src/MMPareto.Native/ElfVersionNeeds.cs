using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Native;

/// <summary>The table in an ELF file that names the symbol versions it needs of other libraries.</summary>
internal static class ElfVersionNeeds
{
    /// <summary>The version that TorchSharp 0.107.0 asks for without using a symbol of it.</summary>
    public const string UnusedMarker = "GLIBCXX_3.4.32";

    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const byte Weak = 0x2; // VER_FLG_WEAK: the loader accepts that the version is missing

    /// <summary>Marks every need of one version weak. <c>build/MMPareto.Native.targets</c> does the same at build time.</summary>
    /// <param name="image">The bytes of a little-endian ELF64 file, changed in place; tables that leave the file end there.</param>
    /// <param name="version">Name of the version, for example GLIBCXX_3.4.32.</param>
    /// <returns>Whether a mark was set; false when the file needs no such version or has it weak already.</returns>
    public static bool Weaken(Span<byte> image, string version)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            return false;
        var changed = false;
        var name = Encoding.ASCII.GetBytes(version + '\0');
        var sections = Offset(image, 0x28);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3a..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3c..]);
        for (var i = 0; i < count; i++)
        {
            var header = sections + (long)i * size;
            if (Word(image, header + 4) != VersionNeedSection) continue;
            var strings = Offset(image, sections + Word(image, header + 0x28) * size + 0x18);
            changed |= WeakenSection(image, Offset(image, header + 0x18), strings, name);
        }
        return changed;
    }

    private static bool WeakenSection(Span<byte> image, long? library, long? strings, ReadOnlySpan<byte> name)
    {
        var changed = false;
        while (library is not null)
        {
            var need = library + Word(image, library + 8);
            while (Word(image, need + 4) is { } flags)
            {
                if ((flags & Weak) == 0 && StartsWith(image, strings + Word(image, need + 8), name))
                {
                    image[(int)need!.Value + 4] |= Weak;
                    changed = true;
                }
                need = Next(image, need);
            }
            library = Next(image, library);
        }
        return changed;
    }

    /// <summary>The entry after this one, or null; both kinds of entry have the distance in their fourth word.</summary>
    private static long? Next(ReadOnlySpan<byte> image, long? entry) =>
        Word(image, entry + 12) is { } distance and > 0 ? entry + distance : null;

    private static bool StartsWith(ReadOnlySpan<byte> image, long? at, ReadOnlySpan<byte> text) =>
        at < image.Length && image[(int)at.Value..].StartsWith(text);

    /// <summary>The 32 bits at an offset, or null outside of the file. Flags are the low half of their word.</summary>
    private static uint? Word(ReadOnlySpan<byte> image, long? at) =>
        at <= image.Length - 4 ? BinaryPrimitives.ReadUInt32LittleEndian(image[(int)at.Value..]) : null;

    /// <summary>The file offset in the 64 bits at an offset, or null when either leaves the file.</summary>
    private static long? Offset(ReadOnlySpan<byte> image, long? at) =>
        at <= image.Length - 8 && BinaryPrimitives.ReadUInt64LittleEndian(image[(int)at.Value..]) is var offset
            && offset < (ulong)image.Length ? (long)offset : null;
}
