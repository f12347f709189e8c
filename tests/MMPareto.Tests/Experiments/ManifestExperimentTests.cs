using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments;

/// <summary>Data of one's own, from a manifest to predictions, without code.</summary>
public sealed class ManifestExperimentTests : IClassFixture<TrainedManifest>, IDisposable
{
    private readonly TrainedManifest _trained;
    private readonly TemporaryFolder _folder = new();

    public ManifestExperimentTests(TrainedManifest trained) => _trained = trained;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_kinds_of_columns_become_modalities_and_learn()
    {
        var summary = _trained.Result.Summary!;
        Assert.Equal(["photo", "sound", "table", "note"], summary.Test.Modalities.Keys);
        Assert.True(summary.Test.Fused.Accuracy > 0.6, $"{summary.Test.Fused.Accuracy}");
        Assert.Contains(summary.Test.Patterns!.Keys, pattern => pattern == "photo+sound+table+note");
        Assert.Contains(summary.Test.Patterns!.Keys, pattern => pattern != "photo+sound+table+note");
        Assert.Equal("weather", summary.Experiment);
    }

    [Fact]
    public void What_was_found_out_stands_in_the_configuration_of_the_run()
    {
        var config = ConfigReader.ReadFile(_trained.Run.ConfigFile, ExperimentSchema.Schema, []);
        Assert.Equal("id=id, photo=image, sound=audio, size=number, colour=category, note=text", config.GetText("data.columns"));
        Assert.Equal("label=class", config.GetText("data.label"));
        Assert.Equal("mmpareto", config.GetText("method.name"));
        Assert.True(Path.IsPathFullyQualified(config.GetText("data.manifest")));
    }

    [Fact]
    public void A_run_is_evaluated_again_with_the_same_scores() => Assert.Equal(
        _trained.Result.Summary!.Test.Fused,
        Experiment.Evaluate(_trained.Run, "best", "test", _ => { }, TestContext.Current.CancellationToken).Fused);

    /// <summary>What the run wrote of its test rows, it predicts again from the manifest.</summary>
    [Theory]
    [InlineData("p.csv")]
    [InlineData("p.jsonl")]
    [InlineData("p.parquet")]
    public void Predictions_are_those_of_the_run(string name)
    {
        Assert.Equal(90, Predict(new() { Manifest = _trained.Manifest, Output = _folder[name] }));
        var predicted = ManifestFile.Read(_folder[name]);
        Assert.Equal(["id", "label", "probability"], predicted.Columns);
        Assert.Equal(Enumerable.Range(0, 90).Select(i => $"s{i}"), Enumerable.Range(0, 90).Select(row => predicted[row, "id"]));
        var classes = new[] { "rain", "sun", "wind" };
        var expected = PredictionTable.Read(_trained.Run.PredictionsFile).Predictions[0];
        var test = ManifestSplits.Load(ManifestExperiment.Options(ConfigReader.ReadFile(_trained.Run.ConfigFile, ExperimentSchema.Schema, []))).Test;
        for (var i = 0; i < test.Count; i++)
            Assert.Equal(classes[expected[i]], predicted[((ManifestDataset)test).RowOf(i), "label"]);
        Assert.All(Enumerable.Range(0, 90), row => Assert.InRange(Number(predicted[row, "probability"]), 1.0 / 3, 1));
    }

    [Fact]
    public void Each_modality_tells_its_own_prediction_and_contribution()
    {
        Predict(new() { Manifest = _trained.Manifest, Output = _folder["p.csv"], Each = true });
        var predicted = ManifestFile.Read(_folder["p.csv"]);
        Assert.Equal(["label.photo", "probability.photo", "contribution.photo"], predicted.Columns.Skip(3).Take(3));
        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal("", predicted[row, "label.photo"]));
        Assert.All(Enumerable.Range(3, 12), row => Assert.InRange(Number(predicted[row, "contribution.photo"]), -1, 1));
        Assert.Contains(predicted[3, "label.photo"], (string[])["sun", "rain", "wind"]);
    }

    [Fact]
    public void A_manifest_without_some_columns_is_predicted_from_the_rest_and_says_so()
    {
        var notes = new List<string>();
        var path = _folder.Write("new.csv", "note\nsunny warm day 1\ncold rain today\n");
        Predict(new() { Manifest = path, Output = _folder["p.csv"] }, notes.Add);
        Assert.Equal([$"{path} has no column of photo, sound, table: predicted without."], notes);
        Assert.Equal(["1", "2"], Enumerable.Range(0, 2).Select(row => ManifestFile.Read(_folder["p.csv"])[row, "id"]));
    }

    [Theory]
    [InlineData("other\nx\n", "{0} must have columns of the run, such as photo; got none of them.")]
    [InlineData("size,note\n1,x\n", "{0} must have columns size, colour; got none called colour.")]
    [InlineData("note,photo\nx,\n,\n", "{0}:3 must have some input; got only empty cells.")]
    [InlineData("note,photo\nx,no.png\n", null)]
    public void What_cannot_be_predicted_is_told_and_nothing_is_written(string text, string? expected)
    {
        var path = _folder.Write("new.csv", text);
        var error = Assert.Throws<DataException>(() => Predict(new() { Manifest = path, Output = _folder["p.csv"] }));
        if (expected is not null) Assert.Equal(expected.Replace("{0}", path, StringComparison.Ordinal), error.Message);
        else Assert.Contains($"{path}:2, column 'photo': ", error.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void Three_lines_train_from_a_program()
    {
        var seen = new List<int>();
        var result = Experiment.Train(
            _trained.Manifest, new Seen(epoch => seen.Add(epoch.Epoch)),
            ["training.epochs=2", "training.threads=1", "model.features=8", "model.hidden=8", "data.mel_bins=16"], _folder["runs"],
            TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], seen);
        Assert.Equal(2, result.Summary!.Epochs);
        Assert.True(File.Exists(result.Folder.PreprocessingFile));
    }

    private sealed class Seen(Action<EpochRecord> see) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value) => see(value);
    }

    [Fact]
    public void A_report_shows_a_run_whose_samples_lack_modalities() => Assert.Contains(
        "photo+sound+table+note", MMPareto.Reports.Report.Read(_trained.Run.FullPath).ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void A_check_of_good_data_finds_no_error_and_tells_what_it_saw()
    {
        var seen = 0;
        var report = ManifestCheck.Run(new() { Path = _trained.Manifest }, (done, _) => seen = done, TestContext.Current.CancellationToken);
        Assert.Equal(90, seen);
        var note = Assert.Single(report.Findings);
        Assert.Equal((false, $"{_trained.Manifest}, column 'colour' has one value for each class: it is the label under another name. "
            + "Leave it out with --columns colour=ignored."), (note.IsError, note.Text));
        Assert.Equal(["rain", "sun", "wind"], report.Classes.Select(each => each.Name));
        Assert.Equal((62, 14, 14), (report.Classes.Sum(c => c.Train), report.Classes.Sum(c => c.Validation), report.Classes.Sum(c => c.Test)));
        Assert.All(report.Classes, each => Assert.True(each is { Validation: 4 or 5, Test: 4 or 5 } && each.Train + each.Validation + each.Test == 30, $"{each}"));
        Assert.Equal(0.2, report.Missing["photo"], 1e-12);
    }

    [Fact]
    public void A_check_finds_all_that_is_wrong_at_once()
    {
        var path = MixedManifest.Write(_folder);
        File.WriteAllText(_folder["photos/20.png"], "<html>");
        File.Delete(_folder["sounds/21.wav"]);
        var lines = File.ReadAllLines(path);
        lines[30] = "s0,photos/40.png,,1,red,,sun"; // id of row 2
        lines[31] = "s99,../x.png,,one,red,,hail";
        File.WriteAllLines(path, lines);
        var report = ManifestCheck.Run(new() { Path = path, Columns = new Dictionary<string, ColumnKind> { ["size"] = ColumnKind.Number } },
            (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.True(report.HasErrors);
        void Finds(bool isError, string text) => Assert.Contains(report.Findings, finding => finding.IsError == isError && finding.Text.Contains(text, StringComparison.Ordinal));
        Finds(true, $"{path}:22, column 'photo'");
        Finds(true, $"{path}:23, column 'sound'");
        Finds(true, $"{path}:32, column 'photo' must be a path below");
        Finds(true, $"{path}:32, column 'size' must be a finite number or empty; got 'one'.");
        Finds(false, $"{path}:31, column 'id' must be an id of its own; got 's0', as in {path}:2.");
        Finds(false, "class 'hail' has");
    }

    private int Predict(PredictionOptions options, Action<string>? report = null)
    {
        using var predictor = MultimodalPredictor.Load(_trained.Run.FullPath);
        return predictor.PredictFile(options, report ?? (_ => { }), (_, _) => { }, TestContext.Current.CancellationToken);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
