using System.Text;
using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments;

/// <summary>What several tasks and numbers make of settings that were made for one class.</summary>
public sealed class TaskSettingsTests : IDisposable
{
    private static readonly string[] Quick = ["training.threads=1", "training.epochs=1", "training.batch_size=16", "model.features=8", "model.hidden=8", "data.text_length=6"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Tasks speak of all samples, whatever these lack; micro-batches of a batch with missing modalities once crashed.</summary>
    [Theory]
    [InlineData("training.micro_batches=3")]
    [InlineData("training.modality_dropout=0.3", "training.micro_batches=2")]
    public void Tasks_train_in_micro_batches_where_samples_lack_modalities(params string[] settings)
    {
        var result = Train([.. settings, "data.label=mood, age=number"]);
        Assert.True(double.IsFinite(result.Summary!.Test.Tasks!["mood"].Loss!.Value));
        Assert.Null(result.Summary.Test.Patterns);
    }

    [Theory]
    [InlineData("data.label=mood, age=number", "model.fusion=gated", "model.fusion must be auto or concatenation with several tasks, which have no fused head; got gated")]
    [InlineData("data.label=mood, age=number", "model.exchange=mbt", "model.exchange must be auto or none with several tasks; got mbt")]
    [InlineData("data.label=mood", "model.head_hidden=8", "model.head_hidden must be 0 unless there are several tasks; got 8")]
    [InlineData("data.label=age=number", "training.class_weights=balanced", "training.class_weights must be none where no classes or labels are predicted; got balanced")]
    public void Settings_that_would_do_nothing_are_refused(string label, string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigException>(() => Train([label, setting])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_comparison_of_tasks_takes_the_methods_for_tasks()
    {
        var methods = Catalog.MethodsFor("manifest", hasSeveralLabels: true);
        Assert.Contains("pcgrad", methods);
        Assert.DoesNotContain("joint", methods);
        Assert.Contains("joint", Catalog.MethodsFor("manifest"));
    }

    [Fact]
    public void What_was_not_measured_keeps_the_name_of_its_metric()
    {
        var result = Train(["data.label=age=number"]);
        Assert.Equal("R²", result.Summary!.Test.Fused.MainMetric);
        Assert.All(result.Summary.Test.Patterns!.Values, pattern => Assert.Equal("R²", pattern.MainMetric));
    }

    [Fact]
    public void An_exported_model_has_one_checkpoint_and_leaves_the_device_of_its_run_behind()
    {
        var result = Train(["data.label=mood"]);
        ModelExport.Write(result.Folder, _folder["export"], "last", _ => { });
        Assert.Contains("device: \"cpu\"", File.ReadAllText(Path.Join(_folder["export"], "config.yaml")), StringComparison.Ordinal);
        var error = Assert.Throws<DataException>(() => MultimodalPredictor.Load(_folder["export"], "last"));
        Assert.Equal($"{_folder["export"]} must be a run to choose a checkpoint of; got an exported model, which has one. Export with --checkpoint last.", error.Message);
    }

    private ExperimentResult Train(string[] settings)
    {
        var random = new Random(6);
        var text = new StringBuilder("size,note,mood,age\n");
        for (var i = 0; i < 90; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(i % 5 == 1 ? "" : $"{random.NextDouble():F2}")},{(i % 5 == 3 ? "" : $"some words here {i % 7}")},{(i % 2 == 0 ? "up" : "down")},{20 + (random.NextDouble() * 30):F1}\n");
        return Experiment.Train(
            _folder.Write("m.csv", text.ToString()), settings: [.. Quick, .. settings], runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken);
    }
}
