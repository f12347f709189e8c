using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Tables;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

public sealed class ManifestFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("m.csv", "a,b\n1,x\n2,\n", "1,x;2,")]
    [InlineData("m.csv", "a,b\r\n\r\n1,x\r\n2,y", "1,x;2,y")]
    [InlineData("m.csv", "a;b\n1;x,y\n", "1,x,y")]
    [InlineData("m.csv", "\uFEFFa,b\n1,\"x, \"\"y\"\"\n z\"\n", "1,x, \"y\"\n z")]
    [InlineData("m.csv", "a,b\n 1 ,\"  \"\n", "1,")]
    [InlineData("m.tsv", "a\tb\n1,5\tx\n", "1,5,x")]
    [InlineData("m.jsonl", "{\"a\":1}\n{\"b\":2}\n{}\n", "1,;,2;,")]
    [InlineData("m.jsonl", "{\"a\":1,\"b\":\"x\"}\n\n{\"b\":null,\"a\":2.50}\n{\"a\":true,\"b\":[\"p\",\"q\"]}\n", "1,x;2.50,;true,p|q")]
    [InlineData("m.ndjson", "{\"b\":\"x\",\"a\":1}\n{\"a\":2}", "1,x;2,")]
    public void Each_format_gives_its_cells(string name, string text, string expected)
    {
        var table = ManifestFile.Read(_folder.Write(name, text));
        Assert.Equal(["a", "b"], table.Columns.Order());
        Assert.Equal(expected, string.Join(';', Enumerable.Range(0, table.Count).Select(row => $"{table[row, "a"]},{table[row, "b"]}")));
    }

    /// <summary>Objects with few keys each of very many are sound, and take room for all.</summary>
    [Fact]
    public void Json_lines_of_many_keys_that_most_lack_are_read()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $"{{\"id\":{i},\"t{i % 999}\":1}}");
        var table = ManifestFile.Read(_folder.Write("m.jsonl", string.Join('\n', lines)));
        Assert.Equal((20_000, 1000), (table.Count, table.Columns.Count));
        Assert.Equal(("1", "", "19999"), (table[0, "t0"], table[0, "t998"], table[19_999, "id"]));
    }

    [Theory]
    [InlineData("n\u0001ll")]
    [InlineData("nul\u2028x")]
    public void Text_that_is_no_JSON_is_told_in_one_short_line(string value)
    {
        var path = _folder.Write("m.jsonl", $"{{\"a\":{value}{new string('x', 5000)}}}\n");
        var message = Assert.Throws<DataException>(() => ManifestFile.Read(path)).Message;
        Assert.StartsWith($"{path}:1 must be a JSON object; got text that is no JSON (", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 400 + path.Length);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void A_row_knows_its_line()
    {
        var path = _folder.Write("m.csv", "a,b\n\"1\n2\",x\n\n3,y\n");
        var table = ManifestFile.Read(path);
        Assert.Equal($"{path}:2", table.Place(0));
        Assert.Equal($"{path}:5, column 'b'", table.Place(1, "b"));
    }

    [Theory]
    [InlineData("m.csv", "", "{0} must be a file with content; got an empty one, a pipe or a device. Get it anew.")]
    [InlineData("m.csv", "a,b\n", "{0} must have a row a sample below the names of columns; got none.")]
    [InlineData("m.csv", "a,a\n1,2\n", "{0} must have columns of different names; got 'a' 2 times. Rename one.")]
    [InlineData("m.csv", "a,,b\n1,2,3\n", "{0} must name every column; got [a, , b]. Give the empty one a name.")]
    [InlineData("m.csv", "a,b\n1,2\n1,2,3\n", "{0}:3 must have 2 cells, as the first row has; got 3.")]
    [InlineData("m.csv", "a,b\n1\n", "{0}:2 must have 2 cells, as the first row has; got 1.")]
    [InlineData("m.csv", "a,b\n1,\"2\n3,4\n", "{0}:2 must have quotes around a whole cell, and doubled inside; got \"2 3,4.")]
    [InlineData("m.csv", "a,b\n1,2\"3\n", "{0}:2 must have quotes around a whole cell, and doubled inside; got 2\"3.")]
    [InlineData("m.csv", "a,b\n1,\0\n", "{0}:2, column 'b' must be text; got a zero byte.")]
    [InlineData("m.jsonl", "{\"a\":1}\n[1]\n", "{0}:2 must be a JSON object; got a list.")]
    [InlineData("m.jsonl", "{\"a\":{\"b\":1}}\n", "{0}:1, key 'a' must be a plain value or a list of such; got an object.")]
    [InlineData("m.jsonl", "{\"a\":[[1]]}\n", "{0}:1, key 'a' must be a plain value or a list of such; got a list in the list.")]
    [InlineData("m.jsonl", "{\"a\":1,\"a\":2}\n", "{0}:1 must have each key once; got 'a' twice.")]
    [InlineData("m.txt", "a\n1\n", "{0} must be a manifest whose name ends in .csv, .tsv, .jsonl, .ndjson, .parquet; got '.txt'.")]
    public void What_is_no_manifest_is_refused_with_its_line(string name, string text, string expected)
    {
        var path = _folder.Write(name, text);
        var error = Assert.Throws<DataException>(() => ManifestFile.Read(path));
        Assert.Equal(expected.Replace("{0}", path, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void Broken_JSON_and_broken_encodings_are_told()
    {
        var json = _folder.Write("m.jsonl", "{\"a\":1}\n{\"a\":\n");
        var half = _folder.Write("half.jsonl", "{\"a\":\"\\ud800\"}\n");
        Assert.Equal($"{half}:1 must be text in Unicode; got half of a character.", Assert.Throws<DataException>(() => ManifestFile.Read(half)).Message);
        Assert.StartsWith($"{json}:2 must be a JSON object; got text that is no JSON (", Assert.Throws<DataException>(() => ManifestFile.Read(json)).Message, StringComparison.Ordinal);
        var latin = _folder["latin.csv"];
        File.WriteAllBytes(latin, [(byte)'a', (byte)'\n', 0xFC, (byte)'\n']);
        Assert.Equal($"{latin}:2 must be text in UTF-8; got bytes that are not. Save it as UTF-8.", Assert.Throws<DataException>(() => ManifestFile.Read(latin)).Message);
        Assert.Equal($"{_folder["no.csv"]} must be a file; got none of that name.", Assert.Throws<DataException>(() => ManifestFile.Read(_folder["no.csv"])).Message);
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".tsv")]
    [InlineData(".jsonl")]
    [InlineData(".parquet")]
    public void What_a_writer_writes_is_read_back(string ending)
    {
        var path = _folder["t" + ending];
        object?[][] rows = [["x, \"y\"\nz", 0.1], ["ü", null], ["", -1e-300]];
        using (var writer = TableWriter.Create(path, [new("name", false), new("value", true)]))
        {
            foreach (var row in rows) writer.Write(row);
            Assert.False(File.Exists(path));
            writer.Complete();
        }
        var table = ManifestFile.Read(path);
        Assert.Equal(rows.Select(row => row[0]), Enumerable.Range(0, 3).Select(row => table[row, "name"]));
        Assert.Equal(["0.1", "", "-1E-300"], Enumerable.Range(0, 3).Select(row => table[row, "value"].ToUpperInvariant()));
        Assert.Equal([path], Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void A_table_is_never_written_over_another_and_an_unfinished_one_leaves_nothing()
    {
        var path = _folder.Write("t.csv", "mine");
        Assert.Equal($"{path} must not exist, as nothing is overwritten; name another file.", Assert.Throws<DataException>(() => TableWriter.Create(path, [])).Message);
        Assert.Equal("mine", File.ReadAllText(path));
        using (var writer = TableWriter.Create(_folder["u.parquet"], [new("a", false)])) writer.Write(["x"]);
        Assert.Equal([path], Directory.GetFiles(_folder.FullPath));
        _folder.Write("v.csv.part", "mine too");
        using (var writer = TableWriter.Create(_folder["v.csv"], [new("a", false)])) writer.Write(["x"]);
        Assert.Equal("mine too", File.ReadAllText(_folder["v.csv.part"]));
    }

    [Fact]
    public void A_damaged_Parquet_file_is_refused()
    {
        var path = _folder["t.parquet"];
        using (var writer = TableWriter.Create(path, [new("a", false)]))
        {
            for (var i = 0; i < 100; i++) writer.Write([$"row {i}"]);
            writer.Complete();
        }
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 3, 4, 20, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith(path, Assert.Throws<DataException>(() => ManifestFile.Read(path)).Message, StringComparison.Ordinal);
        }
    }
}
