using System.Text.Json;

namespace MMPareto.AcceptanceTests;

public class TrainTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Theory]
    [InlineData("config.yaml")]
    [InlineData("environment.json")]
    [InlineData("metrics.jsonl")]
    [InlineData("timing.jsonl")]
    [InlineData("gradients.jsonl")]
    [InlineData("summary.json")]
    [InlineData("events.out.tfevents.*")]
    [InlineData("checkpoints/best.safetensors")]
    [InlineData("checkpoints/last.safetensors")]
    public void Training_leaves_a_whole_run_folder(string name)
    {
        var folder = Path.Combine(run.RunFolder, Path.GetDirectoryName(name)!);
        var file = Assert.Single(Directory.GetFiles(folder, Path.GetFileName(name)));
        Assert.True(new FileInfo(file).Length > 0);
    }

    [Fact]
    public void It_prints_a_line_an_epoch_and_a_summary()
    {
        var lines = run.Result.Out.Split('\n');
        Assert.StartsWith(
            "run method=mmpareto modalities=m1,m2 train=200 ", lines[0], StringComparison.Ordinal);
        Assert.Matches(
            @"^epoch=1/2 train_loss=\d\.\d{4} val_acc=[01]\.\d{4} val_acc\.m1=.* conflict\.m2=.* best=yes$",
            lines[1]);
        Assert.StartsWith("epoch=2/2 ", lines[2], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("  fused ", StringComparison.Ordinal));
        Assert.Contains($"Run folder: {run.RunFolder}", lines);
        Assert.Equal($"mmpareto: All of the run is kept in {run.RunFolder}.\n", run.Result.Error);
    }

    [Fact]
    public void Equal_seeds_give_equal_files()
    {
        using var folder = new TemporaryFolder();
        var (_, again) = TrainedRun.Train(folder.FullPath);
        foreach (var name in (string[])["metrics.jsonl", "gradients.jsonl", "summary.json",
            "checkpoints/best.safetensors", "checkpoints/last.safetensors"])
        {
            var first = File.ReadAllBytes(Path.Combine(run.RunFolder, name));
            var second = File.ReadAllBytes(Path.Combine(again, name));
            Assert.True(first.AsSpan().SequenceEqual(second), $"{name} must be the same in both runs");
        }
    }

    [Fact]
    public void The_config_of_a_run_trains_the_same_again()
    {
        using var folder = new TemporaryFolder();
        Command.Run("train", Path.Combine(run.RunFolder, "config.yaml"), "--out", folder.FullPath).Ends(0);
        var again = Assert.Single(Directory.GetDirectories(folder.FullPath));
        Assert.Equal(
            File.ReadAllText(Path.Combine(run.RunFolder, "metrics.jsonl")),
            File.ReadAllText(Path.Combine(again, "metrics.jsonl")));
    }

    [Fact]
    public void Evaluation_finds_the_scores_of_the_summary()
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.RunFolder, "summary.json")));
        using var scores = JsonDocument.Parse(Command.Run("evaluate", run.RunFolder, "--json").Ends(0).Out);
        Assert.True(JsonElement.DeepEquals(summary.RootElement.GetProperty("test"), scores.RootElement));
    }

    [Fact]
    public void Evaluation_takes_the_last_checkpoint_and_other_splits()
    {
        var result = Command.Run("evaluate", run.RunFolder, "--checkpoint", "last", "--split", "validation");
        var text = result.Ends(0).Out;
        Assert.Contains("last checkpoint, validation set:", text, StringComparison.Ordinal);
        Assert.Matches(@"m1 +\d+\.\d\d % +\d+\.\d\d %", text);
    }

    [Fact]
    public void Threads_and_the_typed_command_are_recorded()
    {
        using var environment = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(run.RunFolder, "environment.json")));
        Assert.Equal(1, environment.RootElement.GetProperty("threads").GetInt32());
        var typed = environment.RootElement.GetProperty("command_line").GetString();
        Assert.StartsWith("mmpareto train playground --limit 200", typed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_says_when_it_does_not_measure_conflict()
    {
        using var folder = new TemporaryFolder();
        var result = Command.Run(
            "train", "playground", "--method", "joint", "--limit", "100", "--epochs", "1",
            "--out", folder.FullPath);
        Assert.Contains(" conflict.m1=- ", result.Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("Note: ", result.Out, StringComparison.Ordinal);
    }
}
