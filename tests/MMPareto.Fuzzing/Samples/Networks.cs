using System.Text;

namespace MMPareto.Fuzzing.Samples;

/// <summary>Healthy ONNX networks, field by field of the protocol buffers.</summary>
internal static class Networks
{
    private const int Float = 1;

    /// <summary>x W with W [4, 2].</summary>
    public static byte[] Linear() => Model(
        Node("MatMul", ["x", "w"], "y"),
        Field(5, [.. Number(1, 4), .. Number(1, 2), .. Number(2, Float), .. Text(8, "w"), .. Field(9, new byte[32])]), Value(11, "x", [-1, 4]), Value(12, "y", [-1, 2]));

    /// <summary>Means over height and width, flattened.</summary>
    public static byte[] Means() => Model(Node("GlobalAveragePool", ["x"], "m"), Node("Flatten", ["m"], "y"), Value(11, "x", [1, 3, 4, 4]), Value(12, "y", [-1, -1]));

    private static byte[] Model(params byte[][] graph) =>
        [.. Number(1, 8), .. Field(7, [.. graph.SelectMany(part => part), .. Text(2, "g")]), .. Field(8, [.. Text(1, ""), .. Number(2, 13)])];

    private static byte[] Node(string kind, string[] inputs, string output) => Field(1, [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, kind)]);

    private static byte[] Value(int field, string name, int[] shape)
    {
        byte[] sizes = [.. shape.SelectMany((size, axis) => Field(1, size < 0 ? Text(2, $"d{axis}") : Number(1, size)))];
        return Field(field, [.. Text(1, name), .. Field(2, Field(1, [.. Number(1, Float), .. Field(2, sizes)]))]);
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => [(byte)((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, int number) => [(byte)(field << 3), .. Varint(number)];

    private static byte[] Varint(int number) => number < 0x80 ? [(byte)number] : [(byte)(number | 0x80), .. Varint(number >> 7)];
}
