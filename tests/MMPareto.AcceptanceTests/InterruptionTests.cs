using System.Globalization;
using System.Text.Json;

namespace MMPareto.AcceptanceTests;

public class InterruptionTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_keeps_whole_epochs_and_their_scores(string signal)
    {
        Need.That(!OperatingSystem.IsWindows(), "Windows has no such signals");
        using var folder = new TemporaryFolder();
        var process = Command.Start(
            "train", "playground", "--limit", "200", "--epochs", "1000000", "--out", folder.FullPath);
        string? line;
        do line = process.StandardOutput.ReadLine();
        while (line?.StartsWith("epoch=1/", StringComparison.Ordinal) == false);
        Command.RunProgram("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)).Ends(0);
        var result = Command.Finish(process).Ends(1);

        var run = Assert.Single(Directory.GetDirectories(folder.FullPath));
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "summary.json")));
        Assert.Equal("interrupted", summary.RootElement.GetProperty("stopped_by").GetString());
        Assert.Equal(
            File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Length,
            summary.RootElement.GetProperty("epochs").GetInt32());
        Assert.Contains("Stopping after this step", result.Error, StringComparison.Ordinal);
        Assert.Contains($"the results are in {run}", result.Error, StringComparison.Ordinal);
        Assert.Contains("Stopped on request.", result.Out, StringComparison.Ordinal);
    }
}
