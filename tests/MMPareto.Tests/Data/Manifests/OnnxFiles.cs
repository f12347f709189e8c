using System.Runtime.InteropServices;
using System.Text;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>Writes small ONNX networks, field by field of the protocol buffers, so that tests know what they compute.</summary>
internal static class OnnxFiles
{
    private const int Float = 1, Int64 = 7, Double = 11;

    /// <summary>x W: [b, n] or [b, t, n] to [b, d] or [b, t, d].</summary>
    /// <param name="path">Where to.</param>
    /// <param name="weights">W, [n, d].</param>
    /// <param name="input">Shape of x, the batch first; -1 where any size will do.</param>
    public static string Linear(string path, float[,] weights, params int[] input) => Write(path,
        Node("MatMul", ["x", "w"], "y"), Floats("w", weights), Value(11, "x", Float, input), Value(12, "y", Float, [-1, -1]));

    /// <summary>Means over height and width, flattened: [b, c, h, w] to [b, c].</summary>
    public static string ChannelMeans(string path, params int[] input) => Write(path,
        Node("GlobalAveragePool", ["x"], "m"), Node("Flatten", ["m"], "y"), Value(11, "x", Float, input), Value(12, "y", Float, [-1, -1]));

    /// <summary>One operator from x to y, element by element.</summary>
    public static string Operator(string path, string kind, params int[] input) => Write(path,
        Node(kind, ["x"], "y"), Value(11, "x", Float, input), Value(12, "y", Float, input));

    /// <summary>x + z, two inputs.</summary>
    public static string TwoInputs(string path) => Write(path,
        Node("Add", ["x", "z"], "y"), Value(11, "x", Float, [-1, 4]), Value(11, "z", Float, [-1, 4]), Value(12, "y", Float, [-1, 4]));

    /// <summary>|x| of doubles.</summary>
    public static string Doubles(string path) => Write(path, Node("Abs", ["x"], "y"), Value(11, "x", Double, [-1, 4]), Value(12, "y", Double, [-1, 4]));

    /// <summary>The shape of x, whole numbers.</summary>
    public static string Shape(string path) => Write(path, Node("Shape", ["x"], "y"), Value(11, "x", Float, [-1, 4]), Value(12, "y", Int64, [2]));

    /// <summary>x W with W [4, 2] in a file beside it, of whatever content.</summary>
    public static string WeightsOutside(string path, string weights)
    {
        byte[] entry(string key, string value) => Field(13, [.. Text(1, key), .. Text(2, value)]);
        return Write(path,
            Node("MatMul", ["x", "w"], "y"), Value(11, "x", Float, [-1, 4]), Value(12, "y", Float, [-1, 2]), Field(5,
            [.. Number(1, 4), .. Number(1, 2), .. Number(2, Float), .. Text(8, "w"), .. entry("location", weights), .. entry("length", "32"), .. Number(14, 1)]));
    }

    /// <summary>A ModelProto of version 8 with the operators of version 13.</summary>
    private static string Write(string path, params byte[][] graph)
    {
        byte[] model = [.. Number(1, 8), .. Field(7, [.. graph.SelectMany(part => part), .. Text(2, "g")]), .. Field(8, [.. Text(1, ""), .. Number(2, 13)])];
        File.WriteAllBytes(path, model);
        return path;
    }

    private static byte[] Node(string kind, string[] inputs, string output) =>
        Field(1, [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, kind)]);

    private static byte[] Floats(string name, float[,] values) => Field(5,
    [
        .. Number(1, values.GetLength(0)), .. Number(1, values.GetLength(1)), .. Number(2, Float), .. Text(8, name),
        .. Field(9, MemoryMarshal.AsBytes<float>(values.Cast<float>().ToArray()).ToArray()),
    ]);

    private static byte[] Value(int field, string name, int type, int[] shape)
    {
        byte[] sizes = [.. shape.SelectMany((size, axis) => Field(1, size < 0 ? Text(2, $"d{axis}") : Number(1, size)))];
        return Field(field, [.. Text(1, name), .. Field(2, Field(1, [.. Number(1, type), .. Field(2, sizes)]))]);
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => [(byte)((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, int number) => [(byte)(field << 3), .. Varint(number)];

    private static byte[] Varint(int number) => number < 0x80 ? [(byte)number] : [(byte)(number | 0x80), .. Varint(number >> 7)];
}
