using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MMPareto.Tests.Data.Arrays;

/// <summary>Makes .npy files, right and wrong ones.</summary>
internal static class NpyFiles
{
    /// <summary>A file with a header as it is given.</summary>
    public static byte[] File(string header, byte[] values, int major = 1, int? claimed = null)
    {
        var text = Encoding.Latin1.GetBytes(header);
        var length = new byte[major == 1 ? 2 : 4];
        var number = claimed ?? text.Length;
        if (major == 1) BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)number);
        else BinaryPrimitives.WriteInt32LittleEndian(length, number);
        return [0x93, .. "NUMPY"u8, (byte)major, 0, .. length, .. text, .. values];
    }

    public static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static string Write(string path, byte[] file)
    {
        System.IO.File.WriteAllBytes(path, file);
        return path;
    }

    public static string Write(string path, float[] values, string shape, bool fortran = false) => Write(
        path, File($"{{'descr': '<f4', 'fortran_order': {fortran}, 'shape': {shape}, }}\n", Bytes(values)));
}
