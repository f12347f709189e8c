using System.Text.RegularExpressions;
using MMPareto.Reports;
using MMPareto.Reports.Drawing;
using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Reports;

/// <summary>Run folders, comparisons and maps that are JSON and yet cannot be: each is refused with its file, or the report goes without.</summary>
public sealed class DamagedRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("metrics.jsonl", "\"encoders\":{\"gray\":{[^}]*}", "\"encoders\":{\"gray\":null", "metrics.jsonl:1: must be the JSON of EpochRecord; got: The value is null or missing. At $.encoders.gray.")]
    [InlineData("metrics.jsonl", "\"epoch\":1", "\"epoch\":n\u0001ll", "metrics.jsonl:1: must be the JSON of EpochRecord; got: ")]
    [InlineData("diagnostics.json", "\"norms\": \\[[^\\]]*\\]", "\"norms\": null", "diagnostics.json: must be the JSON of DiagnosticsRecord; got: ")]
    [InlineData("diagnostics.json", "\"positions\": \\[\\s*-1,", "\"positions\": [", "diagnostics.json: landscape.losses must have a row and a column for each of landscape.positions")]
    [InlineData("predictions.csv", "label,fused", "la\u0001bel,fused", "predictions.csv:1 must name the columns, label first; got 'la bel,fused,gray,colour'.")]
    [InlineData("predictions.csv", "\n0,0", "\n0,2147483647", "predictions.csv:2 must hold classes, whole numbers below 1000000; got '0,2147483647,1,0'.")]
    [InlineData("predictions.csv", "label,fused", "label.a,fused", "predictions.csv:1 must name a label and an output for each task; got 'label.a,fused,gray,colour'.")]
    public void A_damaged_file_of_a_run_is_refused(string file, string healthy, string damaged, string problem)
    {
        var run = MMPareto.Fuzzing.Samples.Runs.WriteRun(_folder["run"]);
        AssertRefused(run.FullPath, file, healthy, damaged, problem);
    }

    [Theory]
    [InlineData("\"runs\": \\[\\s*{", "\"runs\": [ null, {", "comparison.json: must be the JSON of ComparisonRecord; got: The value is null or missing. At $.methods[0].runs[0].")]
    [InlineData("\"settings\": \\[[^\\]]*\\],", "", "At $.methods[1].tuning.candidates[0].settings.")]
    public void A_damaged_comparison_is_refused(string healthy, string damaged, string problem)
    {
        MMPareto.Fuzzing.Samples.Runs.WriteComparison(_folder["comparison"]);
        AssertRefused(_folder["comparison"], "comparison.json", healthy, damaged, problem);
    }

    [Theory]
    [InlineData("\"0.5\"\\s*\\]", "\"0.5\", \"1\" ]", "map.json: cells must be 6, one for each place; got 4.")]
    [InlineData("\"values\": \\[\\s*\"0\",\\s*\"1\"\\s*\\]", "\"values\": [\"0\"]", "map.json: cells[0].values must be 2, one for each dial; got 1.")]
    [InlineData("\"conflict_rate\": {[^}]*}", "\"conflict_rate\": {}", "map.json: cells[0].conflict_rate must have every method; got fewer.")]
    [InlineData("\"region\": \"Direction\"", "\"region\": 77", "map.json: cells[0].region must be one of Nothing, Length, Direction, Costs; got 77.")]
    [InlineData("\"dials\": \\[", "\"dials\": [null,", "map.json: must be the JSON of MapRecord; got: The value is null or missing. At $.dials[0].")]
    public void A_damaged_map_is_refused(string healthy, string damaged, string problem)
    {
        MMPareto.Fuzzing.Samples.Runs.WriteMap(_folder["map"]);
        AssertRefused(_folder["map"], "map.json", healthy, damaged, problem);
    }

    [Theory]
    [InlineData("summary.json", ",\\s*\"notes\": \\[[^\\]]*\\]", "")] // left out, as by another version
    [InlineData("metrics.jsonl", "(\"epoch\":2.*\"validation\".*\"modalities\":{)", "$1\"third\":{\"accuracy\":0.5,\"loss\":1},")]
    [InlineData("predictions.csv", "\n0,0", "\n0,60000")] // no chart of 60,000 × 60,000
    [InlineData("diagnostics.json", "\"probes\": {[^}]*}[^}]*}[^}]*}", "\"probes\": {}")]
    public void A_report_goes_without_what_is_left_out(string file, string healthy, string damaged)
    {
        var run = MMPareto.Fuzzing.Samples.Runs.WriteRun(_folder["run"]);
        Change(Path.Combine(run.FullPath, file), healthy, damaged);
        Assert.NotEmpty(Report.Read(run.FullPath).ToHtml());
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        var run = MMPareto.Fuzzing.Samples.Runs.WriteRun(_folder["run"]);
        File.WriteAllText(run.TimingFile, new string(' ', (1 << 20) + 1));
        Assert.StartsWith($"{run.TimingFile}:1: must be a line of at most 1048576 characters; got more.",
            Assert.Throws<RunFolderException>(() => new RunReader(run).ReadTiming()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics.jsonl", 128 << 20)]
    [InlineData("timing.jsonl", 128 << 20)]
    [InlineData("summary.json", 4 << 20)]
    [InlineData("environment.json", 4 << 20)]
    [InlineData("diagnostics.json", 4 << 20)]
    [InlineData("predictions.csv", 64 << 20)]
    public void A_file_that_is_longer_than_any_is_refused_before_it_is_read(string file, int longest)
    {
        var run = MMPareto.Fuzzing.Samples.Runs.WriteRun(_folder["run"]);
        var path = Path.Combine(run.FullPath, file);
        Damage.Cases.SpecialFiles.MakeHoles(path, longest + 1L);
        Assert.Equal($"{path} must have at most {longest} bytes; got {longest + 1L}. It is damaged, or more than can be read at once.",
            Assert.Throws<RunFolderException>(() => Report.Read(run.FullPath)).Message);
    }

    [Theory]
    [InlineData("label,fused\r\n1,2\r\n0,0\r\n", "")] // as some editors save it
    [InlineData("label,fused\n1,2,3\n", "predictions.csv:2 must hold 2 classes; got '1,2,3'.")]
    [InlineData("label,fused\n1,\n", "predictions.csv:2 must hold classes, whole numbers below 1000000; got '1,'.")]
    public void Predictions_are_read_line_by_line(string text, string problem)
    {
        var file = _folder.Write("predictions.csv", text);
        if (problem.Length == 0) Assert.Equal([1, 0], PredictionTable.Read(file).Labels[0]);
        else Assert.Equal($"{_folder.FullPath}/{problem}", Assert.Throws<RunFolderException>(() => PredictionTable.Read(file)).Message);
    }

    [Fact]
    public void Predictions_with_very_many_columns_are_refused()
    {
        var file = _folder.Write("predictions.csv", "label," + string.Join(',', Enumerable.Range(0, 10_000)) + "\n");
        Assert.Equal($"{file}:1 must name at most 10000 columns; got more.", Assert.Throws<RunFolderException>(() => PredictionTable.Read(file)).Message);
    }

    [Fact]
    public void A_run_that_a_comparison_names_twice_is_looked_at_once()
    {
        MMPareto.Fuzzing.Samples.Runs.WriteComparison(_folder["comparison"]);
        var path = Path.Combine(_folder["comparison"], "comparison.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"mmpareto-0\"", "\"uniform-0\"", StringComparison.Ordinal));
        Assert.Contains("The run folder uniform-0 is named twice; it is looked at once.", Report.Read(_folder["comparison"]).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_name_is_cut_in_a_moment()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.InRange(ReportFont.Fit(new string('x', 200_000), 12, 100).Length, 10, 30);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    private static void AssertRefused(string folder, string file, string healthy, string damaged, string problem)
    {
        Change(Path.Combine(folder, file), healthy, damaged);
        var message = Assert.Throws<RunFolderException>(() => Report.Read(folder).ToHtml()).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
    }

    /// <summary>In the first place that fits.</summary>
    private static void Change(string path, string healthy, string damaged)
    {
        var text = File.ReadAllText(path);
        var changed = new Regex(healthy).Replace(text, damaged, 1);
        Assert.NotEqual(text, changed);
        File.WriteAllText(path, changed);
    }
}
