using System.Text.RegularExpressions;
using MMPareto.Experiments;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Docs;

/// <summary>The configurations that pages on data sets show can be read.</summary>
public sealed partial class DatasetPagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("crema-d", "kaldi", 2)]
    [InlineData("kinetics-sounds", "kaldi", 3)]
    [InlineData("modelnet40", "log-mel", 3)]
    public void The_set_up_of_the_paper_is_a_configuration(string name, string spectrogram, int frames)
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "datasets", $"{name}.md"));
        var yaml = Assert.Single(Yaml().Matches(page)).Groups[1].Value;
        var config = ExperimentSource.Read(_folder.Write($"{name}.yaml", yaml), []);
        Assert.Equal((name, "manifest", "resnet18"), (config.GetText("experiment"), config.GetText("data.dataset"), config.GetText("model.encoder")));
        Assert.Equal((spectrogram, frames), (config.GetText("data.spectrogram"), config.GetInteger("data.frames")));
        Assert.EndsWith(Path.Combine(name, "manifest.csv"), config.GetText("data.manifest"), StringComparison.Ordinal);
        Assert.Contains($"mmpareto data prepare {name} --from ", page, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
