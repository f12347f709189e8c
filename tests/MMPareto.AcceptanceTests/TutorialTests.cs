using System.Text.RegularExpressions;

namespace MMPareto.AcceptanceTests;

/// <summary>The commands of docs/tutorial.md, one after the other, as its reader types them, on fewer rows and epochs.</summary>
public sealed partial class TutorialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_reader_gets_from_files_to_predictions()
    {
        var output = Commands().Select(Run).ToArray();
        Assert.Equal(8, output.Length);
        Assert.Contains(File.ReadLines(_folder["weather/weather.csv"]).ElementAt(1), Page(), StringComparison.Ordinal);
        Assert.Contains("sound        audio", output[1], StringComparison.Ordinal);
        Assert.Contains("No errors: it can be trained on.", output[1], StringComparison.Ordinal);
        Assert.Contains("modalities=photo,sound,table,note", output[2], StringComparison.Ordinal);
        Assert.Contains("samples with", output[2], StringComparison.Ordinal);
        Assert.Contains("predictions.csv: 100 predictions", output[3], StringComparison.Ordinal);
        var lines = File.ReadAllLines(_folder["predictions.csv"]);
        Assert.Equal(101, lines.Length);
        Assert.StartsWith("id,label,probability,label.photo,probability.photo,contribution.photo,", lines[0], StringComparison.Ordinal);
        Assert.Matches("^s500,(rain|sun|wind),0\\.\\d+,", lines[1]);
        Assert.Contains("weather-model: weights, preprocessing and a model card.", output[4], StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_folder["predictions.csv"]), File.ReadAllText(_folder["elsewhere.csv"]));
        Assert.Contains("uniform-scaled", output[6], StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["comparison/report.html"]));
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "tutorial.md"));
    }

    private static IEnumerable<string> Commands() =>
        Shell().Matches(Page()).SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private string Run(string line)
    {
        var words = line.Replace("--epochs 10", "--epochs 1 --limit 60", StringComparison.Ordinal).Split(' ');
        Assert.Equal("mmpareto", words[0]);
        string[] arguments = [.. words[1..].SelectMany(Expanded)];
        return Command.RunIn(_folder.FullPath, arguments).Ends(0).Out;
    }

    /// <summary>What a shell makes of a word with a star.</summary>
    private IEnumerable<string> Expanded(string word) => !word.Contains('*') ? [word]
        : Directory.GetDirectories(_folder[Path.GetDirectoryName(word)!], Path.GetFileName(word)).Select(path => Path.GetRelativePath(_folder.FullPath, path));

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();
}
