using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Data.Manifests;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments;

/// <summary>A run on features of frozen networks, and what is predicted and exported of it.</summary>
public sealed class OnnxExperimentTests : IDisposable
{
    private static readonly float[,] Weights = { { 1, 0 }, { 0, 1 }, { 2, 0 }, { 0, -3 } };
    private readonly TemporaryFolder _folder = new();
    private readonly DamagedManifest _manifest;

    public OnnxExperimentTests()
    {
        HealthyManifest.WriteFiles(_folder);
        _manifest = new(_folder.FullPath, "m", ".csv");
        _manifest.Finish();
        OnnxFiles.Linear(Signal, Weights, -1, 4);
        OnnxFiles.ChannelMeans(Photo, -1, 3, 4, 4);
    }

    private string Signal => _folder["signal network.onnx"];

    private string Photo => _folder["p.onnx"];

    private string Networks => $"data.onnx=photo={Photo}, clip={Photo}, signal={Signal}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_trains_predicts_and_is_scored_again()
    {
        var result = Train();
        Assert.Equal(["photo", "sound", "signal", "clip", "note", "table"], result.Summary!.Test.Modalities.Keys.Order(StringComparer.Ordinal).OrderBy(Place));
        Assert.Equal(result.Summary.Test.Fused, Experiment.Evaluate(result.Folder, "best", "test", _ => { }, TestContext.Current.CancellationToken).Fused);
        Assert.Equal($"photo={Photo}, clip={Photo}, signal={Signal}",
            ConfigReader.ReadFile(result.Folder.ConfigFile, ExperimentSchema.Schema, []).GetText("data.onnx"));
        Assert.Equal(25, File.ReadAllLines(Predict(result.Folder.FullPath, "p.csv")).Length);
        using var predictor = MultimodalPredictor.Load(result.Folder.FullPath);
        Assert.Equal(["clip [1, 3]", "photo [3]", "signal [2]"],
            predictor.Modalities.Where(each => each.Name is "photo" or "signal" or "clip").Select(each => each.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Equal_runs_are_equal_files()
    {
        var (one, two) = (Train(), Train("data.cache=" + _folder["cache"]));
        Assert.Equal(File.ReadAllBytes(one.Folder.MetricsFile), File.ReadAllBytes(two.Folder.MetricsFile));
        Assert.Equal(File.ReadAllBytes(one.Folder.BestWeightsFile), File.ReadAllBytes(two.Folder.BestWeightsFile));
    }

    /// <summary>A network that two columns go through is copied once.</summary>
    [Fact]
    public void An_export_says_what_the_run_says_and_needs_nothing_outside_of_it()
    {
        var run = Train("data.cache=" + _folder["cache"]).Folder;
        var expected = File.ReadAllBytes(Predict(run.FullPath, "run.csv"));
        ModelExport.Write(run, _folder["export"], "best", _ => { });
        File.Delete(Signal);
        File.Delete(Photo);
        Directory.Move(_folder["export"], _folder["moved"]);
        Assert.Equal(expected, File.ReadAllBytes(Predict(_folder["moved"], "export.csv")));
        Assert.Equal(
            ["README.md", "config.yaml", "model.json", "photo.onnx", "preprocessing.json", "signal.onnx", "weights.json", "weights.safetensors"],
            Directory.GetFileSystemEntries(_folder["moved"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in Directory.GetFiles(_folder["moved"]).Where(file => Path.GetExtension(file) is ".json" or ".yaml" or ".md"))
            Assert.DoesNotContain(Path.GetTempPath(), File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal("photo=photo.onnx, signal=signal.onnx, clip=photo.onnx",
            ConfigReader.ReadFile(Path.Join(_folder["moved"], "config.yaml"), ExperimentSchema.Schema, []).GetText("data.onnx"));
    }

    [Fact]
    public void A_network_that_changed_since_is_refused()
    {
        var run = Train().Folder;
        ModelExport.Write(run, _folder["export"], "best", _ => { });
        OnnxFiles.Operator(Signal, "Neg", -1, 4);
        File.Copy(Signal, Path.Join(_folder["export"], "signal.onnx"), overwrite: true);
        var change = "must be the network of the run, with SHA-256 ";
        Assert.StartsWith($"{Signal} {change}", Assert.Throws<DataException>(() => Predict(run.FullPath, "a.csv")).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{Path.Join(_folder["export"], "signal.onnx")} {change}",
            Assert.Throws<DataException>(() => Predict(_folder["export"], "a.csv")).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{Signal} {change}", Assert.Throws<DataException>(() => ModelExport.Write(run, _folder["other"], "best", _ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("the data must be the run's", Assert.Throws<DataException>(
            () => Experiment.Evaluate(run, "best", "test", _ => { }, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        File.Delete(Signal);
        Assert.Equal($"{Signal} cannot be read: there is no such file.", Assert.Throws<DataException>(() => Predict(run.FullPath, "a.csv")).Message);
        Assert.Equal($"{Signal} cannot be read: there is no such file.",
            Assert.Throws<DataException>(() => ModelExport.Write(run, _folder["other"], "best", _ => { })).Message);
        Assert.Empty(Directory.GetDirectories(_folder.FullPath, "other*"));
        Assert.False(File.Exists(_folder["a.csv"]));
    }

    /// <summary>A network is opened for the columns that a manifest has.</summary>
    [Fact]
    public void Without_the_column_a_run_predicts_without_the_network()
    {
        var run = Train().Folder;
        File.Delete(Signal);
        var few = new DamagedManifest(_folder.FullPath, "few", ".csv");
        few.Remove("signal");
        few.Finish();
        Assert.Equal(25, File.ReadAllLines(Predict(run.FullPath, "p.csv", few.Path)).Length);
    }

    [Theory]
    [InlineData("../signal.onnx")]
    [InlineData("sub/signal.onnx")]
    [InlineData("..")]
    [InlineData("/etc/hostname")]
    public void An_exported_folder_does_not_name_files_outside_of_it(string name)
    {
        ModelExport.Write(Train().Folder, _folder["export"], "best", _ => { });
        var file = Path.Join(_folder["export"], "preprocessing.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"signal.onnx\"", $"\"{name}\"", StringComparison.Ordinal));
        Assert.Equal($"{file} must name networks that are files beside it; got '{name}'.",
            Assert.Throws<DataException>(() => MultimodalPredictor.Load(_folder["export"])).Message);
    }

    [Fact]
    public void Paths_start_from_the_current_folder_and_the_setting_is_checked()
    {
        var config = ExperimentSource.Read(_manifest.Path, ["data.onnx=photo=nets/a=b.onnx , clip=/c.onnx"]);
        Assert.Equal($"photo={Path.GetFullPath("nets/a=b.onnx")}, clip={Path.GetFullPath("/c.onnx")}", config.GetText("data.onnx"));
        foreach (var bad in (string[])["photo", "photo=", "=a.onnx", "photo=a.onnx, photo=b.onnx", "photo=a,b.onnx"])
        {
            var problem = Assert.Single(Assert.Throws<ConfigException>(() => ExperimentSource.Read(_manifest.Path, [$"data.onnx={bad}"])).Problems);
            Assert.Contains("names of columns and paths without commas, as photo=clip.onnx, each column once", problem.ToString(), StringComparison.Ordinal);
        }
    }

    private static int Place(string modality) => Array.IndexOf(["photo", "sound", "signal", "clip", "note", "table"], modality);

    private ExperimentResult Train(params string[] settings) =>
        Experiment.Train(_manifest.Path, null, [.. DamageFixture.Settings, Networks, .. settings], _folder["runs"], TestContext.Current.CancellationToken);

    private string Predict(string folder, string name, string? manifest = null)
    {
        using var predictor = MultimodalPredictor.Load(folder);
        predictor.PredictFile(
            new() { Manifest = manifest ?? _manifest.Path, Output = _folder[name] }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken);
        return _folder[name];
    }
}
