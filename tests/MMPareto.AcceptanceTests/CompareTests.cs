namespace MMPareto.AcceptanceTests;

/// <summary>A comparison as a user starts it, and as a power cut ends it.</summary>
public sealed class CompareTests
{
    [Fact]
    public void A_comparison_killed_in_the_middle_and_started_again_ends_with_the_same_tables()
    {
        using var folder = new TemporaryFolder();
        var (calm, cut) = (Path.Combine(folder.FullPath, "calm"), Path.Combine(folder.FullPath, "cut"));
        var result = Command.Run(Arguments(calm));
        Assert.Equal(0, result.ExitCode);

        using (var process = Command.Start(Arguments(cut)))
        {
            var runs = Path.Combine(cut, "runs");
            for (var waits = 0; waits < 6000 && !(Directory.Exists(runs) && Directory.GetDirectories(runs).Length > 0); waits++)
                Thread.Sleep(20);
            process.Kill(entireProcessTree: false); // SIGKILL: its run must end by itself
            process.WaitForExit();
        }
        Assert.False(File.Exists(Path.Combine(cut, "comparison.json")), "it must have been killed before its end");
        Assert.Equal(0, Command.Run(Arguments(cut)).ExitCode);
        foreach (var name in (string[])["comparison.csv", "comparison.md", "comparison.tex"])
            Assert.Equal(File.ReadAllText(Path.Combine(calm, name)), File.ReadAllText(Path.Combine(cut, name)));
    }

    [Fact]
    public void All_that_is_wrong_with_a_command_line_is_told_at_once()
    {
        var result = Command.Run("compare", "playground", "--methods", "uniform,mmparetto", "--baseline", "joint", "--tune", "optimizer.lr=1");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'mmparetto'. Did you mean 'mmpareto'?", result.Error, StringComparison.Ordinal);
        Assert.Contains("--baseline: the baseline must be one of the methods", result.Error, StringComparison.Ordinal);
        Assert.Contains("--tune: optimizer.lr must be a known key", result.Error, StringComparison.Ordinal);
    }

    private static string[] Arguments(string folder) =>
    [
        "compare", "playground", "--methods", "uniform,mmpareto", "--seeds", "2", "--limit", "100", "--epochs", "1", "--threads", "1",
        "--out", folder,
    ];
}
