using MMPareto.Data;
using MMPareto.Training.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Diagnostics;

public class LinearProbesTests
{
    [Fact]
    public void Features_that_hold_the_class_are_read_off_and_those_without_it_are_not()
    {
        using var model = new SmallTraining().NewModel();
        var told = new FakeDataset(300, (i, m, _) => m == 0 ? (i % 3) - 1 : 0, (i, _) => i % 3);
        var probes = LinearProbes.Fit(
            model, new DatasetSplits(told, told, told, "", []), samples: 150, stop: TestContext.Current.CancellationToken);
        Assert.Equal(["m1", "m2"], probes.Keys);
        Assert.Equal(150, probes["m1"].Samples);
        Assert.True(probes["m1"].TestAccuracy > 0.99, $"{probes["m1"]}");
        Assert.Equal(probes["m1"].TestAccuracy, probes["m1"].ValidationAccuracy);
        Assert.InRange(probes["m2"].TestAccuracy, 0.3, 0.35);
    }

    [Fact]
    public void The_fit_is_at_the_minimum_of_a_convex_loss()
    {
        using var scope = NewDisposeScope();
        var (features, labels) = Overlapping(400, 12);
        using var fit = LogisticRegression.Fit(features, labels, 3);
        Assert.InRange(fit.GradientLength, 0, 2 * LogisticRegression.Tolerance);
        var accuracy = fit.Accuracy(features, labels);
        Assert.InRange(accuracy, 0.6, 0.99);
    }

    [Fact]
    public void Scale_and_offset_of_a_feature_and_features_that_do_not_vary_change_nothing()
    {
        using var scope = NewDisposeScope();
        var (features, labels) = Overlapping(200, 5);
        using var plain = LogisticRegression.Fit(features, labels, 3);
        var changed = cat([(features * tensor(new[] { 1e4, 1, 1e-3, 5, 7 })) + 3, full(200, 1, 4.0, float64)], 1);
        using var other = LogisticRegression.Fit(changed, labels, 3);
        Assert.Equal(plain.Accuracy(features, labels), other.Accuracy(changed, labels), 12);
    }

    [Fact]
    public void Twice_the_same_is_twice_the_same_and_the_model_stays()
    {
        using var model = SomeImages.NewModel();
        model.train();
        var before = SomeImages.State(model);
        var images = new SomeImages(60);
        var data = new DatasetSplits(images, images, images, "", []);
        var first = LinearProbes.Fit(model, data, samples: 40, seed: 4, stop: TestContext.Current.CancellationToken);
        Assert.Equal(first, LinearProbes.Fit(model, data, samples: 40, seed: 4, stop: TestContext.Current.CancellationToken));
        Assert.Equal(before, SomeImages.State(model));
        Assert.True(model.training);
    }

    [Fact]
    public void Tasks_are_refused()
    {
        using var model = SomeTasks.NewModel();
        var tasks = new SomeTasks(9);
        var e = Assert.Throws<ArgumentException>(() => LinearProbes.Fit(
            model, new DatasetSplits(tasks, tasks, tasks, "", []), stop: TestContext.Current.CancellationToken));
        Assert.StartsWith("model must have an encoder for each modality; got the tasks left, right.", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Three classes that overlap.</summary>
    private static (Tensor Features, Tensor Labels) Overlapping(int count, int size)
    {
        var random = new CounterRandom(5, 5);
        var labels = new long[count];
        var values = new double[count, size];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            for (var j = 0; j < size; j++) values[i, j] = random.NextGaussian() + (j % 3 == labels[i] ? 1 : 0);
        }
        return (tensor(values), tensor(labels));
    }
}
