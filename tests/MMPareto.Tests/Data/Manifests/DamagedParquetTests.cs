using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Files;
using MMPareto.Data.Tables;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>Descriptions of Parquet files that the library would read without end, or make much room for.</summary>
public sealed class DamagedParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new byte[] { 0xA9, 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0 }, 5)] // an unknown list of two billion numbers: read on for ever
    [InlineData(new byte[] { 0x29, 0xFC, 0xFF, 0xFF, 0xFF, 0x3F, 0 }, 10)] // a hundred million columns
    [InlineData(new byte[] { 0x15, 0x80, 0x80 }, 7)] // a number that does not end
    [InlineData(new byte[] { 0x19, 0x1C, 0 }, 5)] // a list where a number must be
    [InlineData(new byte[] { 0x15, 2 }, 6)] // no end
    public async Task A_damaged_description_is_refused_at_once(byte[] description, int position)
    {
        var path = _folder["m.parquet"];
        await File.WriteAllBytesAsync(path, [.. "PAR1"u8, .. description, .. BitConverter.GetBytes(description.Length), .. "PAR1"u8], TestContext.Current.CancellationToken);
        var refusal = Task.Run(() => Assert.Throws<DataException>(() => ManifestFile.Read(path)).Message, TestContext.Current.CancellationToken);
        Assert.Equal(
            $"{path}, byte {position}: expected the description of columns and groups of rows; found damage, or fields of a later version of the format. Get it anew, or as CSV.",
            await refusal.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(7, 1)] // a size below zero
    [InlineData(8, 0x39)] // a list where the packed size must be
    [InlineData(4, 0)] // nothing but an end
    public void A_page_that_asks_for_what_it_cannot_have_is_refused_before_it_gets_it(int position, byte damage)
    {
        var path = Healthy();
        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x15, 0, 0x15], bytes[4..7]); // a page of values and its size
        bytes[position] = damage;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(
            $"{path}, byte 4: expected a page of at most 268435456 bytes with values of its column; found damage. Get it anew.",
            Assert.Throws<DataException>(() => ManifestFile.Read(path)).Message);
    }

    /// <summary>Position and size together are more than a number holds: the next page would be before the file.</summary>
    [Fact]
    public void A_page_of_the_largest_size_is_refused()
    {
        var path = Healthy();
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(0x15, bytes[8]); // the packed size
        File.WriteAllBytes(path, [.. bytes[..9], 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, .. bytes[10..]]);
        Assert.StartsWith($"{path}, byte 4: expected a page of at most", Assert.Throws<DataException>(() => ManifestFile.Read(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Texts that many rows name are one in memory, without the blanks around them.</summary>
    [Fact]
    public void What_stands_in_many_rows_is_one_text()
    {
        foreach (var text in new[] { "short ", new string('x', 100) + " ", new string('x', 1000) + " " })
        {
            File.WriteAllBytes(_folder["t.parquet"], MMPareto.Fuzzing.Samples.Tables.ParquetOf(_folder["made.parquet"], 1, 1000, text, isOnce: true));
            var table = ManifestFile.Read(_folder["t.parquet"]);
            Assert.Equal(text.Trim(), table[0, "a"]);
            Assert.All(Enumerable.Range(0, 1000), row => Assert.Same(table[0, "a"], table[row, "a"]));
        }
    }

    /// <summary>A million rows of twenty values that repeat are large for a small file, and sound.</summary>
    [Fact]
    public void Numbers_that_repeat_are_one_text_each_and_keep_their_sign()
    {
        using (var writer = TableWriter.Create(_folder["n.parquet"], [new("a", true)]))
        {
            for (var i = 0; i < 2000; i++) writer.Write([i % 4 == 0 ? 0.0 : i % 4 == 1 ? -0.0 : i % 4 == 2 ? double.NaN : null]);
            writer.Complete();
        }
        var table = ManifestFile.Read(_folder["n.parquet"]);
        Assert.Equal(["0", "-0", "NaN", ""], Enumerable.Range(0, 4).Select(row => table[row, "a"]));
        Assert.All(Enumerable.Range(0, 2000), row => Assert.Same(table[row % 4, "a"], table[row, "a"]));
    }

    [Fact]
    public void A_healthy_file_passes() => Assert.Equal("1.5", ManifestFile.Read(Healthy())[0, "a"]);

    /// <summary>Bounds of a page are texts of any length, in front of its values.</summary>
    [Fact]
    public void A_page_whose_bounds_are_long_texts_passes()
    {
        var text = new string('x', 5000);
        using (var writer = TableWriter.Create(_folder["long.parquet"], [new("b", false)]))
        {
            writer.Write([text]);
            writer.Complete();
        }
        Assert.Equal(text, ManifestFile.Read(_folder["long.parquet"])[0, "b"]);
        var bytes = File.ReadAllBytes(Healthy());
        byte[] bound = [0x18, 0x88, 0x27, .. new byte[5000]]; // the first field, a text of 5,000 bytes
        Assert.Equal(0x15, bytes[8]);
        Assert.Null(new ThriftStructure([0x15, 0, 0x15, 2, 0x15, 2, 0x2C, 0x15, 2, 0x15, 0, 0x15, 6, 0x15, 6, 0x1C, .. bound, 0, 0, 0]).Damage(ParquetSchema.Page));
    }

    /// <summary>How the columns are ordered: by type, by IEEE 754's total order, and one that is newer still.</summary>
    [Theory]
    [InlineData(0x1C)]
    [InlineData(0x2C)]
    [InlineData(0x3C)]
    public void The_orders_of_columns_of_the_format_pass(byte order)
    {
        var path = Healthy();
        var bytes = File.ReadAllBytes(path);
        var length = BitConverter.ToInt32(bytes, bytes.Length - 8);
        byte[] description = [.. bytes[(bytes.Length - 8 - length)..^9], 0x09, 0x0E, 0x2C, order, 0, 0, order, 0, 0, 0]; // field 7, a list of two records
        File.WriteAllBytes(path, [.. bytes[..(bytes.Length - 8 - length)], .. description, .. BitConverter.GetBytes(description.Length), .. "PAR1"u8]);
        Assert.Equal("1.5", ManifestFile.Read(path)[0, "a"]);
    }

    private string Healthy()
    {
        using var writer = TableWriter.Create(_folder["m.parquet"], [new("a", true), new("b", false)]);
        writer.Write([1.5, "x"]);
        writer.Complete();
        return _folder["m.parquet"];
    }
}
