using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;

namespace MMPareto.Native.Weights;

/// <summary>The table of contents of a safetensors file, checked before anything is allocated for it.</summary>
internal static class SafeTensorsHeader
{
    internal const int MaximumHeader = 8 << 20;
    private const int MaximumDimensions = 16;

    internal sealed record Entry(string Type, long[] Shape, long Begin, long End);

    private static readonly (torch.ScalarType Type, string Name)[] Types =
    [
        (torch.ScalarType.Float32, "F32"), (torch.ScalarType.Float64, "F64"), (torch.ScalarType.Float16, "F16"),
        (torch.ScalarType.BFloat16, "BF16"), (torch.ScalarType.Int64, "I64"), (torch.ScalarType.Int32, "I32"),
        (torch.ScalarType.Int16, "I16"), (torch.ScalarType.Int8, "I8"), (torch.ScalarType.Byte, "U8"), (torch.ScalarType.Bool, "BOOL"),
    ];

    public static string NameOf(torch.ScalarType type) => Types.FirstOrDefault(known => known.Type == type).Name
        ?? throw new ArgumentException($"tensors must have a type that safetensors knows; got {type}.");

    /// <param name="name">A type of an entry that was read, so one that is known.</param>
    public static torch.ScalarType TypeOf(string name) => Types.First(known => known.Name == name).Type;

    /// <returns>The tensors by name, and where in the file the values begin.</returns>
    public static (Dictionary<string, Entry> Entries, long Start) Read(string path, Stream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Damaged(path, "it is shorter than 8 bytes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MaximumHeader || length > file.Length - 8)
            throw Damaged(path, $"its first 8 bytes must tell a header of 2 to {Math.Min(MaximumHeader, file.Length - 8)} bytes; got {length}");
        var header = new byte[length];
        file.ReadExactly(header);
        try
        {
            return (Parse(path, header, file.Length - 8 - length), 8 + length);
        }
        catch (JsonException e)
        {
            throw Damaged(path, $"its header is not that of a safetensors file ({JsonReason.Of(e)})");
        }
        catch (InvalidOperationException)
        {
            throw Damaged(path, "its header has a name with half of a character");
        }
    }

    private static Dictionary<string, Entry> Parse(string path, byte[] header, long bytes)
    {
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8 });
        if (json.RootElement.ValueKind != JsonValueKind.Object) throw Damaged(path, "its header is not that of a safetensors file (byte 8: no object)");
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__") continue;
            if (EntryOf(property.Value, bytes) is not { } entry)
                throw Damaged(path, $"the entry of tensor '{ShownText.Of(property.Name)}' does not fit the file");
            if (!entries.TryAdd(property.Name, entry)) throw Damaged(path, $"tensor '{ShownText.Of(property.Name)}' stands there twice");
        }
        CheckCover(path, entries.Values, bytes);
        return entries;
    }

    /// <summary>What the header says of a tensor; null where it cannot be.</summary>
    private static Entry? EntryOf(JsonElement entry, long bytes)
    {
        try
        {
            var type = entry.GetProperty("dtype").GetString() ?? "";
            if (entry.GetProperty("shape").GetArrayLength() > MaximumDimensions || entry.GetProperty("data_offsets").GetArrayLength() != 2) return null;
            long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            long[] offsets = [.. entry.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
            return shape.Any(size => size < 0) || offsets is not [var begin, var end] || begin < 0 || end < begin || end > bytes || Types.All(known => known.Name != type) || SizeOf(type, shape) != end - begin
                ? null : new Entry(type, shape, begin, end);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            return null; // other kinds of JSON than there must be
        }
    }

    /// <summary>The values must lie one after the other, without a gap or overlap, to the end of the file.</summary>
    private static void CheckCover(string path, IEnumerable<Entry> entries, long bytes)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != end) throw Damaged(path, $"its values must go on at byte {end}; got {entry.Begin}");
            end = entry.End;
        }
        if (end != bytes) throw Damaged(path, $"its values must have {end} bytes; got {bytes}");
    }

    private static long SizeOf(string type, long[] shape)
    {
        var size = type switch { "F64" or "I64" => 8L, "F32" or "I32" => 4, "F16" or "BF16" or "I16" => 2, "I8" or "U8" or "BOOL" => 1, _ => -1 };
        return checked(shape.Aggregate(size, (product, dimension) => product * dimension));
    }

    private static WeightsException Damaged(string path, string reason) =>
        new($"{path}: must be a whole safetensors file; {reason}. Take another copy of it.");
}
