using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MMPareto.Native.Weights;
using MMPareto.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Tests.Native.Weights;

public class SafeTensorsTests
{
    private static readonly (ScalarType Type, string Name, int Size)[] Types =
    [
        (ScalarType.Float64, "F64", 8), (ScalarType.Int64, "I64", 8), (ScalarType.Float32, "F32", 4),
        (ScalarType.Int32, "I32", 4), (ScalarType.Float16, "F16", 2), (ScalarType.BFloat16, "BF16", 2),
        (ScalarType.Int16, "I16", 2), (ScalarType.Int8, "I8", 1), (ScalarType.Byte, "U8", 1), (ScalarType.Bool, "BOOL", 1),
    ];

    [Fact]
    public void Every_type_and_shape_comes_back_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var written = new List<(string, Tensor)>();
        foreach (var (type, name, _) in Types)
            foreach (var shape in new long[][] { [], [0], [3], [2, 0, 5], [2, 1, 3] })
                written.Add(($"{name} {shape.Length} {shape.Sum()}", Count(shape).to(type)));
        var read = written.Select(tensor => (tensor.Item1, zeros_like(tensor.Item2))).ToList();

        SafeTensors.Write(folder["a"], written);
        SafeTensors.ReadInto(folder["a"], [.. read.AsEnumerable().Reverse()]);

        for (var i = 0; i < written.Count; i++) AssertSame(written[i].Item2, read[i].Item2);
    }

    [Fact]
    public void A_file_can_be_read_without_knowing_what_is_in_it()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        (string, Tensor)[] written = [.. Types.Select(type => (type.Name, Count([2, 1, 3]).to(type.Type))), ("none", zeros(0)), ("scalar", Count([]))];
        SafeTensors.Write(folder["a"], written);
        var before = LiveTensors.Settled();

        var read = SafeTensors.Read(folder["a"]).ToDictionary(tensor => tensor.Name, tensor => tensor.Value);

        LiveTensors.AssertAtMost(before + written.Length);
        Assert.Equal(written.Length, read.Count);
        foreach (var (name, value) in written) AssertSame(value, read[name]);
    }

    [Fact]
    public void Tensors_that_are_not_contiguous_are_written_and_filled_in_the_order_of_their_elements()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var turned = Count([3, 4]).t();
        var strided = Count([20]).slice(0, 1, 20, 3);
        SafeTensors.Write(folder["a"], [("turned", turned), ("strided", strided)]);
        var (filledTurned, filledStrided, storage) = (zeros(3, 4).t(), zeros(20), zeros(20));

        SafeTensors.ReadInto(folder["a"], [("turned", filledTurned), ("strided", storage.slice(0, 1, 20, 3))]);

        AssertSame(turned.contiguous(), filledTurned.contiguous());
        AssertSame(strided.contiguous(), storage.slice(0, 1, 20, 3).contiguous());
        Assert.Equal(strided.sum().item<float>(), storage.sum().item<float>());
        AssertSame(zeros(20), filledStrided);
    }

    [Fact]
    public void Trained_parameters_are_written_and_filled_without_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var linear = nn.Linear(3, 2);
        SafeTensors.Write(folder["a"], [("w", linear.weight)]);
        var before = linear.weight.detach().clone();
        using (no_grad()) linear.weight.zero_();

        SafeTensors.ReadInto(folder["a"], [("w", linear.weight)]);

        AssertSame(before, linear.weight.detach());
        Assert.True(linear.weight.requires_grad && linear.weight.is_leaf);
    }

    /// <summary>A reader as the format's description has it, which shares no code with ours.</summary>
    [Fact]
    public void A_reader_that_follows_the_format_finds_every_tensor_at_a_multiple_of_its_element_size()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        // Odd counts of small elements first: each would push what follows off its place.
        (string Name, Tensor Value)[] tensors =
            [.. Types.AsEnumerable().Reverse().Select((type, i) => ($"größe \"{i}\"", Count([(2 * i) + 1]).to(type.Type)))];
        SafeTensors.Write(folder["a"], tensors);

        var file = File.ReadAllBytes(folder["a"]);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, (8 + length) % 8);
        Assert.Equal((byte)'{', file[8]);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        var end = 0;
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            var (type, name, size) = Types.Single(t => t.Name == entry.Value.GetProperty("dtype").GetString());
            var value = tensors.Single(t => t.Name == entry.Name).Value;
            Assert.Equal(value.dtype, type);
            Assert.Equal(value.shape, entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()));
            var offsets = entry.Value.GetProperty("data_offsets");
            Assert.Equal(end, offsets[0].GetInt32());
            Assert.True(end % size == 0, $"{name} begins at {end}");
            end = offsets[1].GetInt32();
            Assert.Equal(value.bytes.ToArray(), file[(8 + length + offsets[0].GetInt32())..(8 + length + end)]);
        }
        Assert.Equal(tensors.Length, header.RootElement.EnumerateObject().Count());
        Assert.Equal(file.Length, 8 + length + end);
    }

    [Fact]
    public void Equal_tensors_give_equal_files_that_say_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["a"], [("w", tensor(new[] { 1f, -2f }))]);
        SafeTensors.Write(folder["b"], [("w", tensor(new[] { 1f, -2f }))]);

        var bytes = File.ReadAllBytes(folder["a"]);
        Assert.Equal(bytes, File.ReadAllBytes(folder["b"]));
        const string Header = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  """;
        Assert.Equal([56, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(Header), 0, 0, 128, 63, 0, 0, 0, 192], bytes);
    }

    [Fact]
    public void A_write_that_breaks_off_leaves_the_old_file_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["a"], [("w", ones(2))]);
        var before = File.ReadAllBytes(folder["a"]);

        // A tensor of the meta device has a type and a shape, but no values to write.
        Assert.ThrowsAny<Exception>(() => SafeTensors.Write(
            folder["a"], [("big", ones(100_000)), ("w", empty([2], device: new Device(DeviceType.META)))]));

        Assert.Equal(before, File.ReadAllBytes(folder["a"]));
        Assert.Equal([folder["a"]], Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_new_file_replaces_the_old_one_whole()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["a"], [("w", ones(1000))]);
        SafeTensors.Write(folder["a"], [("v", ones(1))]);

        var v = zeros(1);
        SafeTensors.ReadInto(folder["a"], [("v", v)]);
        Assert.Equal(1, v.item<float>());
        Assert.Equal([folder["a"]], Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_IOException()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        Assert.ThrowsAny<IOException>(() => SafeTensors.Write(Path.Combine(folder["no"], "a"), [("w", ones(1))]));
    }

    [Fact]
    public void Types_that_the_format_lacks_and_names_used_twice_are_refused_before_anything_is_written()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var type = Assert.Throws<ArgumentException>(() =>
            SafeTensors.Write(folder["a"], [("z", zeros(1, dtype: ScalarType.ComplexFloat32))]));
        var name = Assert.Throws<ArgumentException>(() => SafeTensors.Write(folder["a"], [("w", ones(1)), ("w", ones(2))]));

        Assert.Equal("tensors must have a type that safetensors knows; got ComplexFloat32.", type.Message);
        Assert.Equal("names of tensors must be unique; got 'w' 2 times. (Parameter 'tensors')", name.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void Weights_of_another_model_are_refused_by_name_and_nothing_is_filled()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var path = folder["a"];
        SafeTensors.Write(path, [("a", ones(2)), ("b", ones(3, 4)), ("c", ones(1))]);
        var first = zeros(2);
        string Refusal(params (string, Tensor)[] others) =>
            Assert.Throws<WeightsException>(() => SafeTensors.ReadInto(path, [("a", first), .. others])).Message;

        Assert.Equal(
            $"{path}: tensor 'd' is missing. The weights belong to another model.",
            Refusal(("b", zeros(3, 4)), ("c", zeros(1)), ("d", zeros(1))));
        Assert.Equal(
            $"{path}: holds 2 tensors that the model lacks, such as 'b'. The weights belong to another model.", Refusal());
        Assert.Equal(
            $"{path}: tensor 'b' must be F32 [4, 3]; got F32 [3, 4]. The weights belong to another model.",
            Refusal(("b", zeros(4, 3)), ("c", zeros(1))));
        Assert.Equal(
            $"{path}: tensor 'c' must be F64 [1]; got F32 [1]. The weights belong to another model.",
            Refusal(("b", zeros(3, 4)), ("c", zeros(1, dtype: float64))));
        Assert.Equal(
            $"{path}: tensor 'c' must be F32 []; got F32 [1]. The weights belong to another model.",
            Refusal(("b", zeros(3, 4)), ("c", zeros([]))));
        Assert.Equal(0, first.sum().item<float>());
    }

    [Fact]
    public void No_tensor_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var value = Count([3, 4]).t();
        var before = LiveTensors.Settled();
        for (var i = 0; i < 3; i++)
        {
            SafeTensors.Write(folder["a"], [("w", value)]);
            SafeTensors.ReadInto(folder["a"], [("w", value)]);
        }
        LiveTensors.AssertAtMost(before);
    }

    private static Tensor Count(long[] shape) => arange(1, 1 + shape.Aggregate(1L, (a, b) => a * b)).to(float32).reshape(shape);

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.bytes.ToArray(), actual.bytes.ToArray());
    }
}
