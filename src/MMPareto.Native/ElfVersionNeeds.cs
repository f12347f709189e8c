using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Native;

/// <summary>The table in an ELF file that names the symbol versions it needs of other libraries.</summary>
internal static class ElfVersionNeeds
{
    /// <summary>The version that TorchSharp 0.107.0 asks for without using a symbol of it.</summary>
    public const string UnusedMarker = "GLIBCXX_3.4.32";

    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 0x2; // VER_FLG_WEAK: the loader accepts that the version is missing

    /// <summary>Marks every need of one version weak. <c>build/MMPareto.Native.targets</c> does the same at build time.</summary>
    /// <param name="image">The bytes of a little-endian ELF64 file, changed in place.</param>
    /// <param name="version">Name of the version, for example GLIBCXX_3.4.32.</param>
    /// <returns>Whether a mark was set; false when the file needs no such version or has it weak already.</returns>
    public static bool Weaken(Span<byte> image, string version)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            return false;
        var changed = false;
        var sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(image[0x28..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3a..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3c..]);
        for (var i = 0; i < count; i++)
        {
            var header = image[(sections + i * size)..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != VersionNeedSection) continue;
            var strings = image[(sections + (int)BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]) * size)..];
            changed |= WeakenSection(image, Offset(header), Offset(strings), version);
        }
        return changed;
    }

    private static int Offset(ReadOnlySpan<byte> sectionHeader) =>
        (int)BinaryPrimitives.ReadUInt64LittleEndian(sectionHeader[0x18..]);

    private static bool WeakenSection(Span<byte> image, int library, int strings, string version)
    {
        var changed = false;
        while (true)
        {
            var need = library + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(library + 8)..]);
            while (true)
            {
                var name = image[(strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(need + 8)..]))..];
                var flags = BinaryPrimitives.ReadUInt16LittleEndian(image[(need + 4)..]);
                if ((flags & Weak) == 0 && Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) == version)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(image[(need + 4)..], (ushort)(flags | Weak));
                    changed = true;
                }
                var next = (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(need + 12)..]);
                if (next == 0) break;
                need += next;
            }
            var nextLibrary = (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(library + 12)..]);
            if (nextLibrary == 0) return changed;
            library += nextLibrary;
        }
    }
}
