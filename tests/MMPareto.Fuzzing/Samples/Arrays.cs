using System.Buffers.Binary;
using System.Text;

namespace MMPareto.Fuzzing.Samples;

/// <summary>Healthy arrays: .npy and IDX.</summary>
internal static class Arrays
{
    /// <summary>A .npy file.</summary>
    /// <param name="type">The type as numpy writes it.</param>
    /// <param name="shape">The shape as numpy writes it.</param>
    /// <param name="bytes">Bytes of values, all 1.</param>
    /// <param name="fortran">Whether the first index runs fastest.</param>
    /// <param name="major">Version of the format.</param>
    public static byte[] Npy(string type, string shape, int bytes, bool fortran = false, int major = 1)
    {
        var text = Encoding.Latin1.GetBytes($"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n");
        byte[] length = major == 1 ? [(byte)text.Length, 0] : [(byte)text.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, (byte)major, 0, .. length, .. text, .. Enumerable.Repeat((byte)1, bytes)];
    }

    /// <summary>An IDX file, as MNIST has them.</summary>
    /// <param name="shape">The sizes.</param>
    public static byte[] Idx(params int[] shape)
    {
        var count = shape.Aggregate(1, (product, size) => product * size);
        var file = new byte[4 + (4 * shape.Length) + count];
        (file[2], file[3]) = (0x08, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), shape[i]);
        for (var i = 0; i < count; i++) file[^(count - i)] = (byte)(i % 10);
        return file;
    }
}
