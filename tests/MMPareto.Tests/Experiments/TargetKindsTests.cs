using System.Globalization;
using System.Text;
using MMPareto.Data;
using MMPareto.Data.Arrays;
using MMPareto.Data.Manifests;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Tests.Data.Arrays;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments;

/// <summary>Manifests whose answers are known: numbers, labels and several tasks, from two modalities, trained and predicted.</summary>
public sealed class TargetKindsTests : IDisposable
{
    private static readonly string[] Quick =
    [
        "training.threads=1", "training.epochs=25", "training.batch_size=20", "optimizer.name=adamw", "optimizer.learning_rate=0.01",
        "model.features=16", "model.hidden=32", "schedule.name=cosine",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>y = 50 + 20 a − 10 v₀ + 5 v₁, which needs the table and the array: half of the variance is in neither alone.</summary>
    [Fact]
    public void Numbers_are_learnt_from_both_modalities_and_predicted_in_their_own_units()
    {
        var random = new Random(1);
        var path = Write("y", 400, random, (a, v) => (50 + (20 * a) - (10 * v[0]) + (5 * v[1])).ToString("R", CultureInfo.InvariantCulture));
        var result = Experiment.Train(path, settings: Quick, runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken);
        var test = result.Summary!.Test;
        Assert.True(test.Fused.RSquared > 0.98, $"{test.Fused}");
        Assert.Null(test.Fused.Accuracy);
        Assert.True(test.Fused.MeanAbsoluteError < 3, $"{test.Fused}");
        Assert.All(test.Modalities.Values, own => Assert.InRange(own.RSquared!.Value, 0.1, 0.9)); // neither knows all
        Assert.Equal("R²", test.Fused.MainMetric);
        Assert.False(File.Exists(result.Folder.PredictionsFile));

        var unseen = Write("y", 50, random, (a, v) => "", "new");
        using var predictor = MultimodalPredictor.Load(result.Folder.FullPath);
        predictor.PredictFile(new() { Manifest = unseen, Output = _folder["p.csv"], Each = true }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken);
        var predicted = ManifestFile.Read(_folder["p.csv"]);
        Assert.Equal(["id", "label", "label.table", "contribution.table", "label.v", "contribution.v"], predicted.Columns);
        var inputs = ManifestFile.Read(unseen);
        for (var row = 0; row < 50; row++)
        {
            var v = NpyFile.Read(_folder[inputs[row, "v"]]).Values.Span;
            Assert.Equal(50 + (20 * Number(inputs[row, "a"])) - (10 * v[0]) + (5 * v[1]), Number(predicted[row, "label"]), 12.0);
        }
    }

    /// <summary>Labels p: a above 0, q: v₀ above 0, r: a + v₁ above 0.</summary>
    [Fact]
    public void Any_number_of_labels_is_learnt_and_predicted()
    {
        var random = new Random(2);
        static string Truth(double a, double[] v) => string.Join('|', new[] { ("p", a > 0), ("q", v[0] > 0), ("r", a + v[1] > 0) }.Where(label => label.Item2).Select(label => label.Item1));
        var path = Write("label", 400, random, Truth);
        var result = Experiment.Train(path, settings: [.. Quick, "training.class_weights=balanced"], runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken);
        var test = result.Summary!.Test;
        Assert.True(test.Fused.AveragePrecision > 0.97, $"{test.Fused}");
        Assert.True(test.Fused is { AUROC: > 0.97, MacroF1: > 0.9 }, $"{test.Fused}");
        Assert.Equal("mAP", test.Fused.MainMetric);

        var unseen = Write("label", 60, random, Truth, "new");
        using var predictor = MultimodalPredictor.Load(result.Folder.FullPath);
        predictor.PredictFile(new() { Manifest = unseen, Output = _folder["p.jsonl"] }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken);
        var (predicted, truth) = (ManifestFile.Read(_folder["p.jsonl"]), ManifestFile.Read(unseen));
        Assert.Equal(["id", "label", "probability.p", "probability.q", "probability.r"], predicted.Columns);
        string[] names = ["p", "q", "r"];
        var right = 0;
        for (var row = 0; row < 60; row++)
            foreach (var name in names)
            {
                var has = predicted[row, "label"].Split('|').Contains(name);
                Assert.Equal(Number(predicted[row, $"probability.{name}"]) >= 0.5, has);
                if (has == truth[row, "label"].Split('|').Contains(name)) right++;
            }
        Assert.True(right > 165, $"{right} of 180");
    }

    /// <summary>A class and a number on one trunk of two encoders.</summary>
    [Fact]
    public void Several_label_columns_are_tasks_on_a_shared_trunk()
    {
        var random = new Random(3);
        var text = new StringBuilder("a,v,mood,age\n");
        for (var i = 0; i < 300; i++)
        {
            var (a, v) = (Value(random), new[] { Value(random), Value(random) });
            NpyFiles.Write(_folder[$"t{i}.npy"], [.. v.Select(value => (float)value)], "(2,)");
            text.AppendLine(CultureInfo.InvariantCulture, $"{(i % 20 == 7 ? "" : a.ToString("R", CultureInfo.InvariantCulture))},{(i % 20 == 3 ? "" : $"t{i}.npy")},{(v[0] > 0 ? "up" : "down")},{40 + (10 * a)}");
        }
        var path = _folder.Write("tasks.csv", text.ToString());
        var result = Experiment.Train(path, settings: [.. Quick, "data.label=mood, age=number", "method.name=mmpareto"], runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken);
        var test = result.Summary!.Test;
        Assert.Equal(["mood", "age"], test.Tasks!.Keys);
        Assert.True(test.Tasks["mood"].Accuracy > 0.85, $"{test.Tasks["mood"]}");
        Assert.True(test.Tasks["age"].RSquared > 0.8, $"{test.Tasks["age"]}");
        Assert.Equal((test.Tasks["mood"].Main + test.Tasks["age"].Main) / 2, test.Fused.Main, 1e-12);
        Assert.Equal("score", test.Fused.MainMetric);
        Assert.Equal(["trunk"], result.Summary.Encoders.Keys);

        using var predictor = MultimodalPredictor.Load(result.Folder.FullPath);
        var one = predictor.Predict(new Dictionary<string, string> { ["a"] = "1.2" }, _folder.FullPath);
        Assert.Equal(["mood", "age"], one.Targets.Select(target => target.Name));
        Assert.InRange(one.Targets[1].Number!.Value, 40, 65);
        predictor.PredictFile(new() { Manifest = path, Output = _folder["p.csv"] }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(["id", "label.mood", "probability.mood", "label.age"], ManifestFile.Read(_folder["p.csv"]).Columns);
    }

    [Theory]
    [InlineData("ogm", "scores modalities by the classes of samples; this model predicts something else")]
    [InlineData("agm", "scores modalities by the classes of samples; this model predicts something else")]
    [InlineData("pmr", "scores modalities by the classes of samples; this model predicts something else")]
    public void Methods_that_look_at_classes_refuse_numbers(string method, string reason)
    {
        var path = Write("y", 60, new Random(4), (a, _) => a.ToString("R", CultureInfo.InvariantCulture));
        var error = Assert.Throws<ConfigException>(() => Experiment.Train(path, settings: [.. Quick, $"method.name={method}"], runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mmpareto-official")]
    [InlineData("joint")]
    [InlineData("unimodal-only")]
    [InlineData("g-blending")]
    [InlineData("gradnorm")]
    public void Methods_that_look_at_losses_train_on_numbers(string method)
    {
        var path = Write("y", 60, new Random(4), (a, _) => a.ToString("R", CultureInfo.InvariantCulture));
        var result = Experiment.Train(path, settings: [.. Quick, "training.epochs=2", $"method.name={method}"], runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken);
        Assert.True(double.IsFinite(result.Summary!.Test.Fused.Main), $"{result.Summary.Test.Fused}");
    }

    [Theory]
    [InlineData("1,a\n2,b\n3,a\n4,c\n5,b\n6,c\n7,a\n8,b\n9,c\n10,a\n", TargetKind.Class)]
    [InlineData("1,0\n2,1\n3,2\n4,1\n5,0\n6,2\n7,1\n8,0\n9,2\n10,1\n", TargetKind.Class)]
    [InlineData("1,0.5\n2,1.5\n3,2\n4,1\n5,0\n6,2\n7,1\n8,0\n9,2\n10,1\n", TargetKind.Number)]
    [InlineData("1,12\n2,1\n3,2\n4,19\n5,0\n6,22\n7,4\n8,5\n9,7\n10,8\n11,9\n12,10\n", TargetKind.Number)]
    [InlineData("1,a\n2,\n3,a|b\n4,b\n5,a\n6,b\n7,a\n8,b\n9,\n10,a\n", TargetKind.MultiLabel)]
    public void What_labels_are_is_found_out(string rows, TargetKind expected)
    {
        var table = ManifestFile.Read(_folder.Write("m.csv", "x,label\n" + rows));
        var column = ColumnDetector.Detect(table, new Dictionary<string, ColumnKind>()).Single(column => column.Kind == ColumnKind.Label);
        Assert.Equal(expected, column.LabelKind);
    }

    [Theory]
    [InlineData("x,y\n1.5,2.5\n2.5,\n3,1\n", "{0}:3, column 'y' must be a finite number; got an empty cell.")]
    [InlineData("x,y\n1.5,2.5\n2.5,inf\n3,1\n", "{0}:3, column 'y' must be a finite number or empty; got 'inf'.")]
    [InlineData("x,y\n1.5,2.5\n2.5,2.5\n3,2.5\n4,2.5\n6,2.5\n", "{0}, column 'y' must hold different numbers in training rows; got only 2.5.")]
    public void Numbers_that_cannot_be_labels_are_told(string text, string expected)
    {
        var path = _folder.Write("m.csv", text);
        var error = Assert.Throws<DataException>(() => ManifestSplits.Load(new()
        {
            Path = path,
            LabelKinds = new Dictionary<string, TargetKind> { ["y"] = TargetKind.Number },
        }));
        Assert.Equal(expected.Replace("{0}", path, StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("score=number, score", "data.label must be names of columns, each once")]
    [InlineData("score=numbr", "each with =class, =multi-label or =number or without; got 'score=numbr'")]
    public void A_label_that_cannot_be_read_is_told(string label, string expected)
    {
        var path = _folder.Write("m.csv", "x,y\n1,2\n");
        var error = Assert.Throws<ConfigException>(() => Experiment.Train(path, settings: [$"data.label={label}"], runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private string Write(string label, int count, Random random, Func<double, double[], string> truth, string name = "known")
    {
        var text = new StringBuilder($"a,v,{label}\n");
        for (var i = 0; i < count; i++)
        {
            var (a, v) = (Value(random), new[] { Value(random), Value(random) });
            NpyFiles.Write(_folder[$"{name}{i}.npy"], [.. v.Select(value => (float)value)], "(2,)");
            text.AppendLine(CultureInfo.InvariantCulture, $"{a:R},{name}{i}.npy,{truth(a, v)}");
        }
        return _folder.Write($"{name}.csv", text.ToString());
    }

    private static double Value(Random random) => Math.Round((random.NextDouble() * 3) - 1.5, 3);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
