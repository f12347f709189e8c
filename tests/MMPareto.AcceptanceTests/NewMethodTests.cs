using System.Text.Json;
using System.Text.RegularExpressions;

namespace MMPareto.AcceptanceTests;

/// <summary>Follows docs/adding-a-method.md to the letter: one code file, one line of the catalog, and it trains.</summary>
public partial class NewMethodTests
{
    private static readonly string[] Sources =
        ["src", "build", "configs", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
            "BannedSymbols.txt", "BannedSymbols.src.txt", ".editorconfig", "README.md"];

    [Fact]
    public void The_example_of_the_page_compiles_and_trains_with_one_file_and_one_line()
    {
        var root = Root();
        var page = File.ReadAllText(Path.Combine(root, "docs", "adding-a-method.md"));
        var blocks = CodeBlock().Matches(page).Select(match => match.Groups[1].Value).ToArray();
        var file = NamedFile().Match(page).Groups[1].Value;
        using var copy = new TemporaryFolder();
        foreach (var source in Sources) Copy(Path.Combine(root, source), copy[source]);

        File.WriteAllText(copy[file], blocks[0]);
        var catalog = copy["src/MMPareto.Experiments/Catalog.cs"];
        var text = File.ReadAllText(catalog);
        var start = text.IndexOf("Methods { get; } =\n    [\n", StringComparison.Ordinal);
        File.WriteAllText(catalog, text.Insert(text.IndexOf("[\n", start, StringComparison.Ordinal) + 2, blocks[1]));

        var built = Command.RunProgram("dotnet", "build", copy["src/MMPareto.Cli"], "-c", "Release", "--nologo", "-v", "quiet");
        Assert.True(built.ExitCode == 0, built.Out + built.Error);
        var program = copy["artifacts/bin/MMPareto.Cli/release/mmpareto.dll"];
        Assert.Contains("loss-share", Command.RunProgram("dotnet", program, "list", "methods").Out, StringComparison.Ordinal);
        var trained = Command.RunProgram("dotnet", program, "train", "playground", "--method", "loss-share", "--epochs", "1",
            "--limit", "100", "--threads", "1", "--plain", "--set", "training.batch_size=100", "--out", copy["runs"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Weights_are_the_shares_of_the_losses(Directory.GetDirectories(copy["runs"]).Single());
    }

    /// <summary>One step: its losses are those of the epoch. Row 1 stands for the own loss of each encoder.</summary>
    private static void Weights_are_the_shares_of_the_losses(string run)
    {
        using var step = JsonDocument.Parse(File.ReadLines(Path.Combine(run, "gradients.jsonl")).Single());
        using var epoch = JsonDocument.Parse(File.ReadLines(Path.Combine(run, "metrics.jsonl")).Single());
        var train = epoch.RootElement.GetProperty("train");
        var multimodal = train.GetProperty("fused").GetProperty("loss").GetDouble();
        foreach (var encoder in step.RootElement.GetProperty("encoders").EnumerateObject())
        {
            var own = train.GetProperty("modalities").GetProperty(encoder.Name).GetProperty("loss").GetDouble();
            double[] weights = [.. encoder.Value.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())];
            Assert.Equal(2 * multimodal / (multimodal + own), weights[0], 1e-5);
            Assert.Equal(2 * own / (multimodal + own), weights[1], 1e-5);
        }
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }
        Directory.CreateDirectory(to);
        foreach (var entry in Directory.GetFileSystemEntries(from)) Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"### 1\. The class: `([^`]+)`")]
    private static partial Regex NamedFile();
}
