using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Runs.Diagnostics;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Diagnostics;

public class GradientNoiseTests
{
    private static GradientNoiseOptions Options { get; } = new() { BatchSize = 16, Seed = 3 };

    [Fact]
    public void Every_number_is_what_the_gradients_kept_one_by_one_give()
    {
        var data = SmallTraining.Playground().Train;
        using var model = new SmallTraining().NewModel();
        var noise = GradientNoise.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);

        Assert.Equal(["m1", "m2"], noise.Keys);
        for (var k = 0; k < 2; k++)
        {
            var record = noise[$"m{k + 1}"];
            var encoder = model.Encoders[k];
            Assert.Equal((6, 16), (record.Batches, record.BatchSize)); // 99 samples: the last 3 are no mini-batch
            Assert.Equal(["multimodal", "unimodal"], record.Losses.Keys);
            var multimodal = Gradients(model, encoder, data, objectives => objectives.Multimodal!);
            var unimodal = Gradients(model, encoder, data, objectives => objectives.Heads[0]! + objectives.Heads[1]!);
            RequireEqual(multimodal, record.Losses["multimodal"]);
            RequireEqual(unimodal, record.Losses["unimodal"]);
            var cosines = multimodal.Zip(unimodal, (a, b) => Close.Dot(a, b) / Close.Length(a) / Close.Length(b));
            Close.Equal([.. cosines], [.. record.Cosines.Select(c => c!.Value)], 1e-6);
        }
    }

    [Fact]
    public void Each_task_has_its_own_gradient_on_the_trunk()
    {
        using var model = SomeTasks.NewModel();
        var data = new SomeTasks(40);
        var noise = GradientNoise.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);
        var record = Assert.Single(noise).Value;
        Assert.Equal("trunk", noise.Keys.Single());
        Assert.Equal(["left", "right"], record.Losses.Keys);
        for (var task = 0; task < 2; task++)
        {
            var number = task;
            var gradients = Gradients(model, model.Groups[0].Module, data, objectives => objectives.Heads[number]!);
            RequireEqual(gradients, record.Losses.Values.ElementAt(task));
        }
    }

    [Fact]
    public void Weights_running_statistics_and_training_mode_stay_and_no_gradient_is_left()
    {
        using var model = SomeImages.NewModel();
        model.train();
        var before = SomeImages.State(model);
        GradientNoise.Measure(model, new SomeImages(40), Options, stop: TestContext.Current.CancellationToken);
        Assert.Equal(before, SomeImages.State(model));
        Assert.True(model.training);
        Assert.All(model.parameters(), p => Assert.Null(p.grad));
    }

    [Fact]
    public void A_gradient_of_zero_has_no_cosine()
    {
        using var model = new SmallTraining().NewModel();
        using (no_grad())
            foreach (var (name, parameter) in model.named_parameters())
                if (name.StartsWith("heads.m1", StringComparison.Ordinal)) parameter.zero_();
        var noise = GradientNoise.Measure(model, SmallTraining.Playground().Train, Options, stop: TestContext.Current.CancellationToken);
        Assert.All(noise["m1"].Cosines, Assert.Null);
        Assert.Equal(0, noise["m1"].Losses["unimodal"].CovarianceTrace);
        Assert.All(noise["m2"].Cosines, cosine => Assert.InRange(cosine!.Value, -1, 1));
    }

    [Fact]
    public void No_tensor_is_left()
    {
        using var model = new SmallTraining().NewModel();
        var data = SmallTraining.Playground().Train;
        GradientNoise.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);
        var before = LiveTensors.Settled();
        GradientNoise.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);
        LiveTensors.AssertAtMost(before);
    }

    [Theory]
    [InlineData(31, 200)]
    [InlineData(99, 1)]
    public void Fewer_than_two_full_mini_batches_are_refused(int samples, int batches)
    {
        using var model = new SmallTraining().NewModel();
        var e = Assert.Throws<ArgumentException>(() => GradientNoise.Measure(
            model, SmallTraining.Playground(train: samples).Train, Options with { Batches = batches },
            stop: TestContext.Current.CancellationToken));
        Assert.Contains(
            $"at least 2 mini-batches of 16 samples; got {samples} samples and a limit of {batches} mini-batches.", e.Message, StringComparison.Ordinal);
    }

    /// <summary>The gradient of a loss on each mini-batch, by a pass of its own.</summary>
    private static double[][] Gradients(
        Model model, nn.Module module, IMultimodalDataset data, Func<Objectives, Tensor> lossOf)
    {
        using var scope = NewDisposeScope();
        model.eval();
        var loader = new BatchLoader(data, new() { BatchSize = Options.BatchSize, Seed = Options.Seed, DropLast = true, Workers = 0 });
        List<double[]> gradients = [];
        foreach (var batch in loader.Epoch(1))
        {
            using var owned = batch;
            model.zero_grad();
            lossOf(HeadLosses.Of(model.Predict(owned.Inputs), owned.Labels)).backward();
            gradients.Add([.. module.parameters().SelectMany(p => LinearEncoder.GradientOf(p))]);
        }
        return [.. gradients];
    }

    /// <summary>The definitions, with all gradients at hand.</summary>
    private static void RequireEqual(double[][] gradients, LossNoiseRecord record)
    {
        double[] norms = [.. gradients.Select(g => Close.Length(g))];
        double[] mean = [.. gradients[0].Select((_, i) => gradients.Average(g => g[i]))];
        var trace = mean.Select((m, i) => gradients.Sum(g => (g[i] - m) * (g[i] - m)) / (gradients.Length - 1)).Sum();
        Close.Equal(norms, record.Norms, 1e-6);
        Assert.Equal(norms.Average(), record.MeanNorm, 1e-6 * norms.Average());
        var variance = norms.Sum(n => Math.Pow(n - norms.Average(), 2)) / (norms.Length - 1);
        Assert.Equal(variance, record.NormVariance, 1e-5 * variance);
        Assert.Equal(Close.Length(mean), record.NormOfMean, 1e-6 * Close.Length(mean));
        Assert.Equal(trace, record.CovarianceTrace, 1e-6 * trace);
        Assert.True(trace > 0);
    }
}
