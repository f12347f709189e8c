using System.Numerics;
using System.Runtime.InteropServices;

namespace MMPareto.Data.Arrays;

/// <summary>A kind of number in a .npy file.</summary>
/// <param name="Size">Bytes of one.</param>
/// <param name="Convert">From bytes in the machine's order to floats.</param>
/// <param name="Swapped">Whether the file has the other order of bytes.</param>
internal sealed record NpyType(int Size, NpyType.Conversion Convert, bool Swapped = false)
{
    private static readonly Dictionary<string, NpyType> Known = new()
    {
        ["f2"] = Number<Half>(sizeof(ushort)),
        ["f4"] = Number<float>(sizeof(float)),
        ["f8"] = Number<double>(sizeof(double)),
        ["i1"] = Number<sbyte>(sizeof(sbyte)),
        ["i2"] = Number<short>(sizeof(short)),
        ["i4"] = Number<int>(sizeof(int)),
        ["i8"] = Number<long>(sizeof(long)),
        ["u1"] = Number<byte>(sizeof(byte)),
        ["u2"] = Number<ushort>(sizeof(ushort)),
        ["u4"] = Number<uint>(sizeof(uint)),
        ["u8"] = Number<ulong>(sizeof(ulong)),
        ["b1"] = new(1, Booleans),
    };

    public delegate void Conversion(ReadOnlySpan<byte> bytes, Span<float> values);

    /// <summary>From NumPy's code, such as <c>&lt;f4</c>.</summary>
    /// <exception cref="DataException">The code is of no number, or of one that is not supported.</exception>
    public static NpyType Parse(string code, string path)
    {
        if (code.Length > 1 && code[0] is '<' or '>' or '=' or '|' && Known.TryGetValue(code[1..], out var type))
            return type with { Swapped = code[0] == (BitConverter.IsLittleEndian ? '>' : '<') };
        throw new DataException(
            $"{path}: expected an array of {string.Join(", ", Known.Keys)}; found '{code}'. " +
            (code.Contains('O', StringComparison.Ordinal)
                ? "Arrays of objects are pickled, and reading them could run a program: save numbers."
                : "Convert it with numpy's astype('f4')."));
    }

    private static NpyType Number<T>(int size)
        where T : unmanaged, INumber<T> => new(size, Numbers<T>);

    private static void Numbers<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumber<T>
    {
        var numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++) values[i] = float.CreateTruncating(numbers[i]);
    }

    private static void Booleans(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = bytes[i] == 0 ? 0 : 1;
    }
}
