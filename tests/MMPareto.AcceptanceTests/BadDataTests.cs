using System.Text;

namespace MMPareto.AcceptanceTests;

/// <summary>Damaged manifests and files through the command: the exit code, one line that names the place, and nothing left half-made.</summary>
public sealed class BadDataTests : IDisposable
{
    private const int Rows = 24;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_check_ends_with_one_and_names_row_and_column()
    {
        Check("empty.csv", [], "empty.csv must be a file with content");
        Check("folder.csv", null, "folder.csv must be a file; got a folder");
        Check("latin.csv", [.. Text(), 0xFC, (byte)'\n'], $"latin.csv:{Rows + 2} must be text in UTF-8");
        Check("few.csv", [.. Text(), .. "1,2\n"u8], $"few.csv:{Rows + 2} must have 4 cells, as the first row has; got 2.");
        Check("twice.csv", Encoding.UTF8.GetBytes("a, a,label\n1,2,x\n"), "twice.csv must have columns of different names; got 'a' 2 times.");
        Check("quote.csv", [.. Text(), .. "\"1,2\n"u8], $"quote.csv:{Rows + 2} must have quotes around a whole cell");
        Check("deep.jsonl", Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 10_000) + "}\n"), "deep.jsonl:1 must be a JSON object");
        Check("cut.parquet", "PAR1"u8.ToArray(), "cut.parquet must be a Parquet file");
    }

    [Fact]
    public void Training_ends_with_one_and_leaves_no_run_folder()
    {
        Train("nan.csv", Text(row: 3, size: "nan"), "nan.csv:5, column 'size' must be a finite number or empty; got 'nan'.");
        Train("inf.csv", Text(row: 3, size: "1e999"), "inf.csv:5, column 'size' must be a finite number or empty; got '1e999'.");
        Train("outside.csv", Text(row: 3, array: "../3.npy"), "outside.csv:5, column 'array' must be a path below");
        Train("gone.csv", Text(row: 3, array: "gone.npy"), "gone.csv:5, column 'array' must name a file that exists");
        Train("one.csv", Text(label: _ => "x"), "one.csv, column 'label' must hold two classes at least; got only 'x'.");
        File.WriteAllText(_folder["bad.npy"], "<html>");
        foreach (var row in new[] { 1, 6, 11, 16, 21 }) // training, validation and test: whichever part it falls in
            Train($"bad{row}.csv", Text(row, array: "bad.npy"), $"bad{row}.csv:{row + 2}, column 'array': ");
    }

    [Fact]
    public void Prediction_ends_with_one_and_writes_nothing()
    {
        File.WriteAllBytes(_folder["good.csv"], Text());
        Command.RunIn(_folder.FullPath, "train", "good.csv", "--epochs", "1", "--out", "runs").Ends(0);
        var run = Assert.Single(Directory.GetDirectories(_folder["runs"]));
        void Predict(string name, byte[] text, string expected)
        {
            File.WriteAllBytes(_folder[name], text);
            RequireOneLine(Command.RunIn(_folder.FullPath, "predict", run, "--manifest", name, "--out", "p.csv"), expected);
            Assert.Empty(Directory.GetFiles(_folder.FullPath, "p.csv*"));
        }
        Predict("far.csv", Text(row: 3, size: "1e300"), "far.csv:5, column 'size' must be near the numbers of training");
        File.WriteAllText(_folder["text.npy"], "1 2 3 4");
        Predict("text.csv", Text(row: 3, array: "text.npy"), "text.csv:5, column 'array': ");
        Predict("none.csv", Encoding.UTF8.GetBytes("other\n1\n"), "none.csv must have columns of the run");
    }

    private void Check(string name, byte[]? content, string expected)
    {
        if (content is null) Directory.CreateDirectory(_folder[name]);
        else File.WriteAllBytes(_folder[name], content);
        RequireOneLine(Command.RunIn(_folder.FullPath, "data", "check", name), expected);
    }

    private void Train(string name, byte[] text, string expected)
    {
        File.WriteAllBytes(_folder[name], text);
        RequireOneLine(Command.RunIn(_folder.FullPath, "train", name, "--epochs", "1", "--plain", "--out", "runs"), expected);
        Assert.True(!Directory.Exists(_folder["runs"]) || Directory.GetFileSystemEntries(_folder["runs"]).Length == 0, $"{name} leaves a run folder");
    }

    private static void RequireOneLine(CommandResult result, string expected)
    {
        var line = Assert.Single(result.Ends(1).ErrorLines);
        Assert.StartsWith("mmpareto: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Out, StringComparison.Ordinal);
    }

    /// <summary>A small manifest of arrays and numbers, of which one cell may be another.</summary>
    private byte[] Text(int row = -1, string? size = null, string? array = null, Func<int, string>? label = null)
    {
        for (var i = 0; i < Rows && !File.Exists(_folder["23.npy"]); i++) File.WriteAllBytes(_folder[$"{i}.npy"], Npy(i));
        var lines = Enumerable.Range(0, Rows).Select(i =>
            $"{(i == row ? size : null) ?? $"{i * i % 7}.5"},{(i == row ? array : null) ?? $"{i}.npy"},w{i % 3},{label?.Invoke(i) ?? $"c{i % 2}"}");
        return Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend("size,array,colour,label")) + "\n");
    }

    /// <summary>Four bytes as an array of NumPy's.</summary>
    private static byte[] Npy(int seed)
    {
        var header = Encoding.ASCII.GetBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, (byte)seed, 1, 2, 3];
    }
}
