using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace MMPareto.Native.Weights;

/// <summary>Named tensors in one file, in the safetensors format that Python reads too. Equal tensors give equal files.</summary>
/// <remarks>
/// An 8-byte length, a JSON header, then the values, little-endian. Nothing in such a file can run. Types with larger
/// elements come first, as Python's own writer has them, so that each tensor begins at a multiple of its element size.
/// </remarks>
public static class SafeTensors
{
    private const int Alignment = 8;

    /// <summary>Writes tensors to a new file; an existing one is replaced only when the new one is whole and on disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and values; those of one element size keep this order. They may be on any device.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has a type that the format lacks.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        if (tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(named => named.Count() > 1) is { } twice)
            throw new ArgumentException($"names of tensors must be unique; got '{twice.Key}' {twice.Count()} times.", nameof(tensors));
        (string Name, Tensor Value)[] ordered = [.. tensors.OrderByDescending(tensor => tensor.Value.element_size())];
        var header = Header(ordered);
        var passing = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.Delete(passing); // a link in its place would be written through
            using (var file = new FileStream(passing, FileMode.CreateNew, FileAccess.Write))
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
                file.Write(length);
                file.Write(header);
                foreach (var (_, value) in ordered) WriteValues(file, value);
                file.Flush(flushToDisk: true);
            }
            File.Move(passing, path, overwrite: true);
        }
        catch
        {
            File.Delete(passing);
            throw;
        }
    }

    /// <summary>Reads all tensors of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Names and values, in the order of the header, on the CPU; they belong to the caller.</returns>
    /// <exception cref="WeightsException">The file is damaged.</exception>
    public static IReadOnlyList<(string Name, Tensor Value)> Read(string path)
    {
        using var file = File.OpenRead(path);
        var (entries, start) = SafeTensorsHeader.Read(path, file);
        using var scope = NewDisposeScope();
        (string Name, Tensor Value)[] tensors = [.. entries.Select(entry =>
        {
            file.Position = start + entry.Value.Begin;
            return (entry.Key, ReadValues(file, entry.Value.Shape, SafeTensorsHeader.TypeOf(entry.Value.Type)));
        })];
        foreach (var (_, value) in tensors) value.MoveToOuterDisposeScope();
        return tensors;
    }

    /// <summary>Copies the tensors of a file into tensors that exist, which must be the same by name, type and shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and the tensors to fill.</param>
    /// <exception cref="WeightsException">The file is damaged, or holds other tensors; nothing was filled then.</exception>
    public static void ReadInto(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using var file = File.OpenRead(path);
        var (entries, start) = SafeTensorsHeader.Read(path, file);
        CheckFit(path, entries, tensors);
        foreach (var (name, value) in tensors)
        {
            file.Position = start + entries[name].Begin;
            Fill(file, value);
        }
    }

    private static void CheckFit(
        string path, Dictionary<string, SafeTensorsHeader.Entry> entries, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        foreach (var (name, value) in tensors)
        {
            if (!entries.TryGetValue(name, out var entry))
                throw new WeightsException($"{path}: tensor '{name}' is missing. The weights belong to another model.");
            if (entry.Type != SafeTensorsHeader.NameOf(value.dtype) || !entry.Shape.AsSpan().SequenceEqual(value.shape))
                throw new WeightsException(
                    $"{path}: tensor '{name}' must be {SafeTensorsHeader.NameOf(value.dtype)} [{string.Join(", ", value.shape)}]; "
                    + $"got {entry.Type} [{string.Join(", ", entry.Shape)}]. The weights belong to another model.");
        }
        string[] others = [.. entries.Keys.Except(tensors.Select(tensor => tensor.Name))];
        if (others.Length > 0)
            throw new WeightsException(
                $"{path}: holds {others.Length} tensors that the model lacks, such as '{ShownText.Of(others[0])}'. The weights belong to another model.");
    }

    private static byte[] Header(IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            var offset = 0L;
            foreach (var (name, value) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafeTensorsHeader.NameOf(value.dtype));
                json.WriteStartArray("shape");
                foreach (var size in value.shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += value.numel() * value.element_size());
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (stream.Length % Alignment != 0) stream.WriteByte((byte)' ');
        return stream.Length <= SafeTensorsHeader.MaximumHeader ? stream.ToArray()
            : throw new ArgumentException($"tensors must have a header of at most {SafeTensorsHeader.MaximumHeader} bytes; got {stream.Length}.", nameof(tensors));
    }

    private static void WriteValues(FileStream file, Tensor value)
    {
        using var scope = NewDisposeScope();
        file.Write(value.detach().cpu().contiguous().bytes);
    }

    private static void Fill(FileStream file, Tensor value)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        value.copy_(ReadValues(file, value.shape, value.dtype));
    }

    private static Tensor ReadValues(FileStream file, long[] shape, ScalarType type)
    {
        var read = empty(shape, dtype: type);
        file.ReadExactly(read.bytes);
        return read;
    }
}
