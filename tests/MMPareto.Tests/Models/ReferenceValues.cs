using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

/// <summary>Values that PyTorch and torchvision gave, in tests/reference/models, and the formula that both sides fill tensors by.</summary>
internal static class ReferenceValues
{
    private const int Prime = 10007;

    public static JsonNode Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "tests", "reference", "models", file)))!;
    }

    /// <summary>All numbers of a node, one after the other.</summary>
    public static double[] Numbers(JsonNode node) =>
        node is JsonArray array ? [.. array.SelectMany(item => Numbers(item!))] : [node.GetValue<double>()];

    /// <summary>Names and shapes of a node, in the order of names.</summary>
    public static string[] Shapes(JsonNode node) => [.. node.AsObject()
        .Select(entry => $"{entry.Key} [{string.Join(", ", Numbers(entry.Value!))}]").Order(StringComparer.Ordinal)];

    /// <summary>Names and shapes of tensors, in the order of names.</summary>
    public static string[] Shapes(IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        [.. tensors.Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]").Order(StringComparer.Ordinal)];

    /// <summary>Pseudo-random values from −1 to 1, exact in whole numbers.</summary>
    public static Tensor Fill(long[] shape, int number, ScalarType type = ScalarType.Float32)
    {
        var values = empty(shape, dtype: type);
        Write(values, i => Value(i, number));
        return values;
    }

    /// <summary>Parameters and buffers by the formula, numbered in the order of their names.</summary>
    public static void FillAll(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var number = 0;
        foreach (var (name, tensor) in tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal)) continue;
            var current = number++;
            var scale = tensor.dim() < 2 ? 0 : Math.Sqrt(6.0 * tensor.shape[0] / tensor.numel());
            Write(tensor, name switch
            {
                _ when name.EndsWith("running_mean", StringComparison.Ordinal) => i => 0.1 * Value(i, current),
                _ when name.EndsWith("bias", StringComparison.Ordinal) => i => 0.1 * Value(i, current),
                _ when name.EndsWith("running_var", StringComparison.Ordinal) => i => 1 + 0.5 * Value(i, current),
                _ when scale == 0 => i => 1 + 0.2 * Value(i, current),
                _ => i => scale * Value(i, current),
            });
        }
    }

    public static double[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return [.. tensor.detach().to(float64).contiguous().data<double>()];
    }

    private static double Value(long i, long number) => (double)((31 * i * i + 7919 * i + 104729 * number) % Prime) / Prime * 2 - 1;

    private static void Write(Tensor tensor, Func<int, double> value)
    {
        if (tensor.dtype == ScalarType.Float64)
        {
            var doubles = MemoryMarshal.Cast<byte, double>(tensor.bytes);
            for (var i = 0; i < doubles.Length; i++) doubles[i] = value(i);
            return;
        }
        var floats = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        for (var i = 0; i < floats.Length; i++) floats[i] = (float)value(i);
    }
}
