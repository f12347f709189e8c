using CsCheck;
using MMPareto.Data;
using MMPareto.Data.Mnist;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shape_values_and_checksum_come_back(bool compressed)
    {
        var plain = IdxFiles.Encode([2, 1, 3], [1, 2, 3, 4, 5, 250]);
        var array = IdxReader.Read(Write(plain, compressed), 3);
        Assert.Equal([2, 1, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 250], array.Values.ToArray());
        Assert.Equal(IdxFiles.Describe([plain, plain, plain, plain]).TrainImages.Sha256, array.Sha256);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_short_is_refused(bool compressed)
    {
        var path = Write(IdxFiles.Encode([2, 4], [1, 2, 3, 4, 5, 6, 7])[..^2], compressed);
        AssertRefused(path, 2, compressed
            ? "byte 17: expected 3 bytes more; the file ends here. It is cut short: get it anew."
            : "byte 4: the sizes ask for 20 bytes; the file has 17. It is cut short or damaged: get it anew.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_after_the_end_are_refused(bool compressed)
    {
        var path = Write(IdxFiles.Encode([3], [1, 2, 3, 4]), compressed);
        AssertRefused(path, 1, compressed
            ? "byte 11: expected the end of the file; found more bytes."
            : "byte 4: the sizes ask for 11 bytes; the file has 12. It is cut short or damaged: get it anew.");
    }

    [Fact]
    public void A_file_of_labels_is_not_a_file_of_images() => AssertRefused(
        Write(IdxFiles.Labels(20)), 3,
        "byte 0: expected 0x00000803 (IDX, unsigned bytes, 3 dimensions); found 0x00000801. Is this the right file?");

    [Fact]
    public void A_file_that_ends_in_its_header_is_refused() => AssertRefused(
        Write([0, 0, 8]), 1, "byte 3: expected 5 bytes more; the file ends here. It is cut short: get it anew.");

    [Fact]
    public void A_size_below_one_is_refused() => AssertRefused(
        Write(IdxFiles.Encode([4, -1], [])), 2, "byte 8: expected a size of at least 1; found -1.");

    [Fact]
    public void Sizes_beyond_reason_are_refused_before_memory_is_taken() => AssertRefused(
        Write(IdxFiles.Encode([int.MaxValue, int.MaxValue, int.MaxValue], [])), 3,
        "byte 4: expected at most 1073741824 values; the sizes are 2147483647 × 2147483647 × 2147483647.");

    [Fact]
    public void A_small_compressed_file_cannot_ask_for_much_memory()
    {
        var path = Write(IdxFiles.Encode([1 << 30], new byte[100]), compressed: true);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        AssertRefused(path, 1, "the sizes ask for 1073741832 bytes; the file has");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1 << 20);
    }

    [Fact]
    public void What_is_not_gzip_is_refused()
    {
        File.WriteAllBytes(_folder["x.gz"], IdxFiles.Labels(100));
        AssertRefused(_folder["x.gz"], 1, "cannot be read:");
    }

    [Fact]
    public void A_missing_file_is_named() => AssertRefused(_folder["nowhere"], 1, "cannot be read:");

    [Fact]
    public void A_label_that_is_no_digit_is_named_with_its_place()
    {
        var labels = IdxFiles.Labels(5);
        labels[8 + 3] = 10;
        File.WriteAllBytes(_folder["images"], IdxFiles.Images(5));
        File.WriteAllBytes(_folder["labels"], labels);
        var error = Assert.Throws<DataException>(() => LabelledImages.Read(_folder["images"], _folder["labels"]));
        Assert.Equal($"{_folder["labels"]}, byte 11 (label 3): expected a class from 0 to 9; found 10.", error.Message);
    }

    [Fact]
    public void Labels_must_be_as_many_as_images()
    {
        File.WriteAllBytes(_folder["images"], IdxFiles.Images(5));
        File.WriteAllBytes(_folder["labels"], IdxFiles.Labels(6));
        var error = Assert.Throws<DataException>(() => LabelledImages.Read(_folder["images"], _folder["labels"]));
        Assert.Equal(
            $"{_folder["labels"]}, byte 4: expected 5 labels, one for each image of {_folder["images"]}; found 6.",
            error.Message);
    }

    [Fact]
    public void Whatever_a_damaged_file_holds_only_a_data_exception_comes_out()
    {
        var good = IdxFiles.Images(3);
        var damage =
            from changes in Gen.Select(Gen.Int[0, 19], Gen.Byte).Array[1, 6]
            from length in Gen.Int[0, good.Length + 4]
            from compressed in Gen.Bool
            select (changes, length, compressed);
        damage.Sample(
            d =>
            {
                var bytes = new byte[Math.Max(d.length, good.Length)];
                good.CopyTo(bytes, 0);
                foreach (var (position, value) in d.changes) bytes[position] = value;
                var path = Write(bytes[..d.length], d.compressed);
                try
                {
                    var array = IdxReader.Read(path, 3);
                    return array.Values.Length == array.Shape.Aggregate(1, (product, size) => product * size);
                }
                catch (DataException e)
                {
                    return e.Message.StartsWith(path, StringComparison.Ordinal)
                        && !e.Message.Contains('\n', StringComparison.Ordinal);
                }
            },
            iter: 600, threads: 1);
    }

    [Fact]
    public void Whatever_a_damaged_gzip_holds_only_a_data_exception_comes_out()
    {
        var good = IdxFiles.Compress(IdxFiles.Images(10));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample(
            (position, value, length) =>
            {
                var bytes = good[..length];
                bytes[Math.Min(position, length - 1)] = value;
                File.WriteAllBytes(_folder["damaged.gz"], bytes);
                var error = Record.Exception(() => IdxReader.Read(_folder["damaged.gz"], 3));
                return error is null or DataException;
            },
            iter: 400, threads: 1);
    }

    private static void AssertRefused(string path, int dimensions, string expected)
    {
        var error = Assert.Throws<DataException>(() => IdxReader.Read(path, dimensions));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private string Write(byte[] plain, bool compressed = false)
    {
        var path = _folder[compressed ? "file.gz" : "file"];
        File.WriteAllBytes(path, compressed ? IdxFiles.Compress(plain) : plain);
        return path;
    }
}
