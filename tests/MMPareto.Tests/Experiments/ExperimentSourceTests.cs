using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments;

public class ExperimentSourceTests
{
    [Theory]
    [InlineData("playgroud", "'playgroud' must be a config file, a manifest or one of cg-mnist, multi-mnist, av-digits, playground; got neither. Did you mean 'playground'?")]
    [InlineData("CG-MNIST", "'CG-MNIST' must be a config file, a manifest or one of cg-mnist, multi-mnist, av-digits, playground; got neither. Did you mean 'cg-mnist'?")]
    [InlineData("zzzzzzzzzzzz", "'zzzzzzzzzzzz' must be a config file, a manifest or one of cg-mnist, multi-mnist, av-digits, playground; got neither.")]
    [InlineData("", "'' must be a config file, a manifest or one of cg-mnist, multi-mnist, av-digits, playground; got neither.")]
    public void An_unknown_name_is_told_with_the_nearest(string what, string message) =>
        Assert.Equal($"WHAT: {message}", Refusal(what));

    [Fact]
    public void A_missing_file_or_a_folder_is_told_as_such()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"{folder["a.yaml"]}: the file must be a file; got no such file.", Refusal(folder["a.yaml"]));
        Assert.Equal("no-such.yaml: the file must be a file; got no such file.", Refusal("no-such.yaml"));
        Assert.Equal($"{folder.FullPath}: the file must be a file; got a folder.", Refusal(folder.FullPath));
    }

    [Fact]
    public void A_file_is_read_with_the_settings_over_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "data:\n  dataset: playground\ntraining:\n  epochs: 7\n  seed: 3\n");
        var config = ExperimentSource.Read(folder["a.yaml"], ["training.epochs=9", "training.epochs=11"]);
        Assert.Equal(("playground", 11, 3),
            (config.GetText("data.dataset"), config.GetInteger("training.epochs"), config.GetInteger("training.seed")));
    }

    [Fact]
    public void The_folder_of_the_data_is_named_in_full()
    {
        static string FolderOf(string what, string folder) =>
            ExperimentSource.Read(what, [$"data.folder={folder}"]).GetText("data.folder");
        Assert.Equal(Path.GetFullPath("my: idx"), FolderOf("cg-mnist", "my: idx"));
        Assert.Equal(Path.GetFullPath("/idx"), FolderOf("cg-mnist", Path.GetFullPath("/idx")));
        Assert.Equal("", ExperimentSource.Read("cg-mnist", []).GetText("data.folder"));
        Assert.Equal("playground", ExperimentSource.Read("playground", []).GetText("data.dataset"));
    }

    [Fact]
    public void Problems_of_file_and_settings_are_told_together()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "training:\n  epohs: 7\n");
        var e = Assert.Throws<ConfigException>(() => ExperimentSource.Read(folder["a.yaml"], ["optimizer.lr=1"]));
        Assert.Equal(2, e.Problems.Count);
        Assert.StartsWith($"{folder["a.yaml"]}:2: training.epohs must be ", e.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'training.epochs'?", e.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("--set optimizer.lr must be ", e.Problems[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_in_configs_are_the_built_in_experiments_and_valid()
    {
        var folder = Path.Combine(Root(), "configs");
        string[] files = [.. Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(
            BuiltInExperiments.All.Select(e => e.Name).Order(StringComparer.Ordinal), files.Select(Path.GetFileNameWithoutExtension));
        foreach (var file in files)
        {
            var builtIn = BuiltInExperiments.All.Single(e => e.Name == Path.GetFileNameWithoutExtension(file));
            Assert.Equal(File.ReadAllText(file), builtIn.Yaml);
            var config = ExperimentSource.Read(builtIn.Name, []);
            Assert.Equal(ExperimentSource.Read(file, []), config);
            Assert.Equal(builtIn.Name, config.GetText("experiment"));
            Assert.Empty(config.Ignored);
            Assert.EndsWith(".", builtIn.Summary, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_catalog_and_the_configuration_know_the_same_names()
    {
        string[] Choices(string key) => [.. ExperimentSchema.Schema[key].Choices.Order(StringComparer.Ordinal)];
        static string[] Names(IEnumerable<CatalogEntry> entries) => [.. entries.Select(e => e.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(Choices("method.name"), Names(Catalog.Methods));
        Assert.Equal(Choices("data.dataset"), Names(Catalog.Datasets));
        Assert.Equal(Choices("model.encoder").Where(n => n != "auto"), Names(Catalog.Models.Where(m => m.Family == "encoder")));
        Assert.Equal(Choices("model.fusion").Where(n => n != "auto"), Names(Catalog.Models.Where(m => m.Family == "fusion")));
        Assert.Equal(Choices("model.exchange").Where(n => n is not ("auto" or "none")), Names(Catalog.Models.Where(m => m.Family == "exchange")));
    }

    private static string Refusal(string what) =>
        Assert.Throws<ConfigException>(() => ExperimentSource.Read(what, [])).Message;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
