using System.Buffers.Binary;
using System.Text;
using CsCheck;
using MMPareto.Native.Weights;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Native.Weights;

/// <summary>A file that was damaged, or made to do harm, is refused in a sentence and costs nothing.</summary>
public sealed class DamagedSafeTensorsTests : IDisposable
{
    private const long AllowedBytes = 1 << 20;
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly Tensor _a = zeros(2);
    private readonly Tensor _b = zeros([2, 3], dtype: int64);

    public DamagedSafeTensorsTests() => _path = _folder["a.safetensors"];

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "it is shorter than 8 bytes")]
    [InlineData("1234567", "it is shorter than 8 bytes")]
    [InlineData("\u0001\0\0\0\0\0\0\0{}", "its first 8 bytes must tell a header of 2 to 2 bytes; got 1")]
    [InlineData("\u0003\0\0\0\0\0\0\0{}", "its first 8 bytes must tell a header of 2 to 2 bytes; got 3")]
    public void A_file_without_a_whole_header_is_refused(string content, string reason)
    {
        File.WriteAllText(_path, content);
        AssertRefused(reason);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1L)]
    [InlineData(1L << 32)]
    public void A_header_length_that_promises_too_much_is_refused_without_room_for_it(long length)
    {
        var file = new byte[108];
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        File.WriteAllBytes(_path, file);
        AssertRefused($"its first 8 bytes must tell a header of 2 to 100 bytes; got {length}");
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,80]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,8]}}""")]
    public void An_entry_that_does_not_fit_is_refused(string header)
    {
        Write(header, 8);
        AssertRefused("the entry of tensor 'a' does not fit the file");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("12")]
    [InlineData("{ ")]
    [InlineData("{\"a\":\xff}")]
    [InlineData("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]")]
    public void A_header_of_another_form_is_refused(string header)
    {
        Write(header, 8);
        AssertRefused("its header is not that of a safetensors file");
    }

    [Fact]
    public void Where_a_header_is_damaged_is_told()
    {
        Write("{\"a\": nil}", 8);
        AssertRefused("its header is not that of a safetensors file ('nil}' is an invalid JSON literal. Expected the literal 'null'. At line 1, after byte 7.)");
        Write("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8);
        AssertRefused("its header has a name with half of a character");
    }

    [Fact]
    public void Tensors_that_overlap_leave_gaps_or_stand_there_twice_are_refused()
    {
        const string A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        Write("{" + A + "," + A + "}", 8);
        AssertRefused("tensor 'a' stands there twice");
        Write("{" + A + ""","b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12);
        AssertRefused("its values must go on at byte 8; got 4");
        Write("{" + A + ""","b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}}""", 20);
        AssertRefused("its values must go on at byte 8; got 12");
        Write("{" + A + "}", 9);
        AssertRefused("its values must have 8 bytes; got 9");
    }

    [Fact]
    public void Metadata_and_spaces_of_other_writers_are_passed_over()
    {
        var file = Encoding.UTF8.GetBytes("""{"__metadata__":{"format":"pt"}, "a" : {"shape":[2],"data_offsets":[0,8],"dtype":"F32"}}   """);
        File.WriteAllBytes(_path, [(byte)file.Length, 0, 0, 0, 0, 0, 0, 0, .. file, 0, 0, 128, 63, 0, 0, 0, 64]);
        SafeTensors.ReadInto(_path, [("a", _a)]);
        Assert.Equal([1f, 2f], _a.data<float>());
    }

    [Fact]
    public void Whatever_the_change_to_a_good_file_only_a_WeightsException_comes_out()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(_path, [("a", ones(2)), ("b", ones([2, 3], dtype: int64))]);
        var good = File.ReadAllBytes(_path);
        var refused = 0;
        Gen.Select(Gen.Int[0, good.Length], Gen.Int[0, 12], Gen.OneOf(Gen.Byte.Array[0, 9], Pieces.Select(Encoding.UTF8.GetBytes)))
            .Sample((at, length, piece) =>
            {
                File.WriteAllBytes(_path, [.. good[..at], .. piece, .. good[Math.Min(good.Length, at + length)..]]);
                if (Read() is not null) refused++;
            }, iter: 1000, threads: 1);
        Assert.InRange(refused, 500, 1000);
    }

    [Fact]
    public void A_shape_of_very_many_sizes_is_refused_before_it_is_taken()
    {
        var header = $"{{\"a\":{{\"dtype\":\"U8\",\"shape\":[{new string('1', 1)}{string.Concat(Enumerable.Repeat(",1", 1_000_000))}],\"data_offsets\":[0,1]}}}}";
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), 0]);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Contains("the entry of tensor 'a' does not fit the file", Assert.Throws<WeightsException>(() => SafeTensors.Read(_path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);
    }

    [Fact]
    public void An_unknown_type_of_no_values_is_refused()
    {
        Write("""{"a":{"dtype":"F31","shape":[0],"data_offsets":[0,0]}}""", 0);
        AssertRefused("the entry of tensor 'a' does not fit the file");
        Assert.Throws<WeightsException>(() => SafeTensors.Read(_path));
    }

    [Theory]
    [InlineData("{\"a\\nb\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "the entry of tensor 'a b' does not fit the file")]
    [InlineData("{\"a\":n\u0001ll}", "its header is not that of a safetensors file (")]
    public void Control_characters_do_not_come_into_the_message(string header, string reason)
    {
        Write(header, 8);
        AssertRefused(reason);
        Assert.DoesNotContain(Read()!, char.IsControl);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(_path, [("a", ones(2)), ("b", ones([2, 3], dtype: int64))]);
        var good = File.ReadAllBytes(_path);
        Assert.Null(Read());
        for (var length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(_path, good[..length]);
            Assert.NotNull(Read());
        }
    }

    private static readonly string[] Texts =
        ["", "{", "}", "[", "]", "\"", ",", ":", "-", "0", "9999999999", "1e9", "null", "\"F64\"", "\"a\"", "\"shape\"", "\\u0000", "[["];

    private static Gen<string> Pieces => Gen.Int[0, Texts.Length - 1].Select(i => Texts[i]);

    private void Write(string header, int valueBytes)
    {
        var text = Encoding.Latin1.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(_path, [.. length, .. text, .. new byte[valueBytes]]);
    }

    private void AssertRefused(string reason)
    {
        var message = Read();
        Assert.NotNull(message);
        Assert.StartsWith($"{_path}: must be a whole safetensors file; {reason}", message, StringComparison.Ordinal);
        Assert.EndsWith(". Take another copy of it.", message, StringComparison.Ordinal);
    }

    /// <summary>Message of the refusal, or null when the file was read.</summary>
    private string? Read()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            SafeTensors.ReadInto(_path, [("a", _a), ("b", _b)]);
            return null;
        }
        catch (WeightsException e)
        {
            return e.Message;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedBytes);
        }
    }
}
