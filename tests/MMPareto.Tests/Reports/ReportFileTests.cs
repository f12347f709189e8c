using MMPareto.Reports;
using MMPareto.Tests.Cli;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Reports;

/// <summary>The command, and what it writes where.</summary>
public sealed class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string In(params string[] names) => Path.Combine([_folder.FullPath, .. names]);

    [Fact]
    public void The_report_goes_into_the_folder_and_replaces_an_earlier_one()
    {
        var folder = SomeFolders.Run(_folder.FullPath);
        for (var i = 0; i < 2; i++)
        {
            var captured = new Captured();
            Assert.Equal(0, captured.Run("report", folder));
            Assert.StartsWith("Report: ", captured.Out, StringComparison.Ordinal);
        }
        Assert.EndsWith("</html>\n", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "plots")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plots_are_written_as_svg_and_png_and_replaced_when_made_again(bool isNamed)
    {
        var folder = SomeFolders.Run(_folder.FullPath);
        var plots = isNamed ? In("mine") : In("plots");
        string[] arguments = ["report", folder, "--out", In("r.html"), "--plots", .. isNamed ? new[] { plots } : []];
        Assert.Equal(0, new Captured().Run(arguments));
        Assert.Equal(0, new Captured().Run(arguments));
        Assert.Equal(17, Directory.GetFiles(plots, "*.svg").Length);
        Assert.Equal(17, Directory.GetFiles(plots, "*.png").Length);
        Assert.Equal("PNG"u8.ToArray(), File.ReadAllBytes(Path.Combine(plots, "landscape.png"))[1..4]);
    }

    [Fact]
    public void A_file_that_is_no_report_is_not_overwritten()
    {
        var folder = SomeFolders.Run(_folder.FullPath);
        File.WriteAllText(In("mine.html"), "<html>mine</html>");
        var captured = new Captured();
        Assert.Equal(2, captured.Run("report", folder, "--out", In("mine.html")));
        Assert.Equal(
            $"mmpareto: {In("mine.html")} must be a file that 'mmpareto report' has made, or not be there yet; got another file. " +
            "Name another place, or move that file.\n", captured.Error);
        Assert.Equal("<html>mine</html>", File.ReadAllText(In("mine.html")));
        Assert.Throws<ReportException>(() => ReportFile.RequireFree(_folder.FullPath));
    }

    [Theory]
    [InlineData("nowhere", "no such folder")]
    [InlineData("empty", "a folder with none of these")]
    [InlineData("file", "a file")]
    public void A_path_that_is_neither_run_nor_comparison_is_one_line(string name, string found)
    {
        Directory.CreateDirectory(In("empty"));
        File.WriteAllText(In("file"), "");
        var captured = new Captured();
        Assert.Equal(2, captured.Run("report", In(name)));
        Assert.Equal(
            $"mmpareto: {In(name)} must be a run folder (config.yaml and metrics.jsonl), the folder of a comparison (comparison.json) or of a map (map.json); got {found}.\n",
            captured.Error);
    }
}
