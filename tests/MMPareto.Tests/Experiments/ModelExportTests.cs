using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Experiments;
using MMPareto.Experiments.Prediction;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Experiments;

/// <summary>A folder to predict from, and that it says what the run says.</summary>
public sealed class ModelExportTests : IClassFixture<TrainedManifest>, IDisposable
{
    private readonly TrainedManifest _trained;
    private readonly TemporaryFolder _folder = new();

    public ModelExportTests(TrainedManifest trained) => _trained = trained;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("best")]
    [InlineData("last")]
    public void Predictions_from_an_export_are_those_of_the_run_byte_for_byte(string checkpoint)
    {
        ModelExport.Write(_trained.Run, _folder["export"], checkpoint, _ => { });
        PredictWith(_trained.Run.FullPath, checkpoint, "run.csv");
        PredictWith(_folder["export"], "best", "export.csv");
        Assert.Equal(File.ReadAllBytes(_folder["run.csv"]), File.ReadAllBytes(_folder["export.csv"]));
        Assert.Equal(91, File.ReadAllLines(_folder["export.csv"]).Length);
    }

    [Fact]
    public void It_holds_what_prediction_needs_and_no_path_of_this_machine()
    {
        ModelExport.Write(_trained.Run, _folder["export"], "best", _ => { });
        Assert.Equal(
            ["README.md", "config.yaml", "model.json", "preprocessing.json", "weights.json", "weights.safetensors"],
            Directory.GetFileSystemEntries(_folder["export"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in Directory.GetFiles(_folder["export"]).Where(file => !file.EndsWith(".safetensors", StringComparison.Ordinal)))
            Assert.DoesNotContain(Path.GetTempPath(), File.ReadAllText(file), StringComparison.Ordinal);
        var card = File.ReadAllText(Path.Join(_folder["export"], "README.md"));
        var percent = (100 * _trained.Result.Summary!.Test.Fused.Accuracy!.Value).ToString("0.00 '%'", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"| fused | accuracy | {percent} |", card, StringComparison.Ordinal);
        Assert.Contains("* says `label`: one of rain, sun, wind", card, StringComparison.Ordinal);
        Assert.Equal(["export"], Directory.GetFileSystemEntries(_folder.FullPath).Select(Path.GetFileName));
    }

    [Fact]
    public void It_predicts_when_run_and_manifest_are_gone_elsewhere()
    {
        ModelExport.Write(_trained.Run, _folder["export"], "best", _ => { });
        Directory.Move(_folder["export"], _folder["moved"]);
        using var predictor = MultimodalPredictor.Load(_folder["moved"]);
        var one = predictor.Predict(new Dictionary<string, string> { ["note"] = "sunny warm day 1" });
        Assert.Contains(one.Label, (string[])["rain", "sun", "wind"]);
        Assert.Equal(one.Probability, one.Targets[0].Probabilities.Values.Max());
        Assert.Equal(1, one.Targets[0].Probabilities.Values.Sum(), 1e-9);
        Assert.Equal((null, null, null), (one.Modalities["photo"], one.Modalities["sound"], one.Modalities["table"]));
        Assert.NotNull(one.Modalities["note"]);
    }

    /// <summary>The same sample as a row of a manifest, as cells, and as tensors.</summary>
    [Fact]
    public void Cells_and_tensors_give_what_the_file_gives()
    {
        PredictWith(_trained.Run.FullPath, "best", "p.csv");
        var (manifest, predicted) = (ManifestFile.Read(_trained.Manifest), ManifestFile.Read(_folder["p.csv"]));
        using var predictor = MultimodalPredictor.Load(_trained.Run.FullPath);
        var data = ManifestSplits.Load(new() { Path = _trained.Manifest, TextLength = 8, MelBins = 16 }).Train;
        var index = Enumerable.Range(0, data.Count).First(i => Enumerable.Range(0, 4).All(m => ((IPartialDataset)data).Has(i, m)));
        var row = ((ManifestDataset)data).RowOf(index);
        var cells = predictor.Predict(manifest.Columns.ToDictionary(column => column, column => manifest[row, column]), Path.GetDirectoryName(_trained.Manifest));
        using var batch = new MMPareto.Data.Loading.BatchReader(data).Read([index], TestContext.Current.CancellationToken);
        var tensors = Assert.Single(predictor.Predict(batch.Inputs));
        Assert.Equal(predicted[row, "label"], cells.Label);
        Assert.Equal(double.Parse(predicted[row, "probability"], System.Globalization.CultureInfo.InvariantCulture), cells.Probability!.Value, 1e-5);
        Assert.Equal((cells.Label, cells.Probability), (tensors.Label, tensors.Probability));
    }

    [Fact]
    public void A_model_of_a_built_in_data_set_predicts_from_tensors()
    {
        var result = Experiment.Train("playground", settings: ["training.epochs=1", "training.threads=1", "data.train_size=200"], runsFolder: _folder["runs"],
            stop: TestContext.Current.CancellationToken);
        ModelExport.Write(result.Folder, _folder["export"], "best", _ => { });
        using var predictor = MultimodalPredictor.Load(_folder["export"]);
        using var some = ones([3, 16]);
        var predictions = predictor.Predict(new Dictionary<string, Tensor> { ["m1"] = some, ["m2"] = some });
        Assert.Equal(3, predictions.Count);
        Assert.Contains(predictions[0].Label, (string[])["0", "1", "2", "3"]);
        Assert.Null(predictor.Predict(new Dictionary<string, Tensor> { ["m2"] = some })[0].Modalities["m1"]);
        Assert.Equal(
            "inputs must be of modalities m1, m2; got 'm3'. (Parameter 'inputs')",
            Assert.Throws<ArgumentException>(() => predictor.Predict(new Dictionary<string, Tensor> { ["m3"] = some })).Message);
        using var narrow = ones([3, 15]);
        Assert.Equal(
            "inputs must hold m1 as float32 [b, 16]; got Float32 [3, 15]. (Parameter 'inputs')",
            Assert.Throws<ArgumentException>(() => predictor.Predict(new Dictionary<string, Tensor> { ["m1"] = narrow })).Message);
        Assert.StartsWith("The model must be one of a manifest", Assert.Throws<InvalidOperationException>(
            () => predictor.Predict(new Dictionary<string, string> { ["a"] = "b" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_overwritten_and_damage_is_told()
    {
        ModelExport.Write(_trained.Run, _folder["export"], "best", _ => { });
        Assert.Equal(
            $"{_folder["export"]} must not exist, as nothing is overwritten; name another folder.",
            Assert.Throws<DataException>(() => ModelExport.Write(_trained.Run, _folder["export"], "best", _ => { })).Message);
        var weights = Path.Join(_folder["export"], "weights.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Assert.EndsWith("The file is damaged.", Assert.Throws<WeightsException>(() => MultimodalPredictor.Load(_folder["export"])).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Join(_folder["export"], "model.json"), "{");
        Assert.StartsWith(
            $"{Path.Join(_folder["export"], "model.json")} must describe an exported model:",
            Assert.Throws<DataException>(() => MultimodalPredictor.Load(_folder["export"])).Message, StringComparison.Ordinal);
        Assert.Throws<RunFolderException>(() => MultimodalPredictor.Load(_folder["nothing"]));
    }

    private void PredictWith(string folder, string checkpoint, string name)
    {
        using var predictor = MultimodalPredictor.Load(folder, checkpoint);
        predictor.PredictFile(
            new() { Manifest = _trained.Manifest, Output = _folder[name], Each = true }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken);
    }
}
