using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class MultitaskModelTests
{
    private static readonly string[] Tasks = ["left", "right"];

    [Fact]
    public void Linear_heads_have_these_tensors()
    {
        using var model = new MultitaskModel("image", new MLPEncoder(6, 5, 4), Tasks, 3);
        Assert.Equal(
        [
            "heads.left.bias [3]", "heads.left.weight [3, 4]", "heads.right.bias [3]", "heads.right.weight [3, 4]",
            "trunk.hidden.bias [5]", "trunk.hidden.weight [5, 6]", "trunk.output.bias [4]", "trunk.output.weight [4, 5]",
        ], Tensors(model));
        Assert.Equal(("trunk", true, 3), (Assert.Single(model.Groups).Name, model.IsMultitask, model.ClassCount));
        Assert.Equal(["image"], model.ModalityNames);
        Assert.Equal(Tasks, model.HeadNames);
    }

    /// <summary>The network of the code that the data come from.</summary>
    [Fact]
    public void The_network_of_MultiMNIST_has_these_tensors()
    {
        using var model = new MultitaskModel("image", new LeNetEncoder([1, 28, 28]), Tasks, 10, new() { HiddenCount = 50 });
        Assert.Equal(
        [
            "heads.left.hidden.bias [50]", "heads.left.hidden.weight [50, 50]", "heads.left.output.bias [10]",
            "heads.left.output.weight [10, 50]", "heads.right.hidden.bias [50]", "heads.right.hidden.weight [50, 50]",
            "heads.right.output.bias [10]", "heads.right.output.weight [10, 50]", "trunk.convolutions.0.bias [10]",
            "trunk.convolutions.0.weight [10, 1, 5, 5]", "trunk.convolutions.1.bias [20]",
            "trunk.convolutions.1.weight [20, 10, 5, 5]", "trunk.output.bias [50]", "trunk.output.weight [50, 320]",
        ], Tensors(model));
        Assert.Equal(260 + 5_020 + 16_050 + (2 * (2_550 + 510)), model.ParameterCount);
    }

    [Fact]
    public void Every_task_has_its_logits_on_the_shared_features_and_there_is_no_fused_head()
    {
        using var scope = NewDisposeScope();
        using var model = new MultitaskModel("image", new MLPEncoder(6, 5, 4), ["a", "b", "c"], 3);
        var output = model.Predict(new Dictionary<string, Tensor> { ["image"] = ones(2, 6) });
        Assert.Null(output.Fused);
        Assert.Equal([2, 4], Assert.Single(output.Features).shape);
        Assert.All(output.Heads, logits => Assert.Equal([2, 3], logits.shape));
        Assert.Equal(3, output.Heads.Count);
        var weight = model.get_parameter("heads.b.weight")!;
        var expected = output.Features[0].mm(weight.t()) + model.get_parameter("heads.b.bias")!;
        Assert.True(expected.allclose(output.Heads[1]));
    }

    /// <summary>Half of the hidden units is dropped and the others are doubled, so the mean over many passes is that of eval.</summary>
    [Fact]
    public void Hidden_heads_drop_units_in_training_only()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        MMPareto.Training.Seeds.SeedInitialWeights(1);
        using var model = new MultitaskModel("image", new MLPEncoder(6, 5, 4), Tasks, 3, new() { HiddenCount = 20 });
        var features = new[] { ones(1, 4) };
        double[] Logits() => [.. model.Decode(features).Heads[0].data<float>().Select(x => (double)x)];
        model.eval();
        var certain = Logits();
        Assert.Equal(certain, Logits());
        model.train();
        var draws = Enumerable.Range(0, 2_000).Select(_ => Logits()).ToArray();
        Assert.True(draws.Select(draw => draw[0]).Distinct().Count() > 100);
        for (var c = 0; c < 3; c++) Assert.Equal(certain[c], draws.Average(draw => draw[c]), 0.03);

        using var without = new MultitaskModel("image", new MLPEncoder(6, 5, 4), Tasks, 3, new() { HiddenCount = 20, Dropout = 0 });
        Assert.Equal(without.Decode(features).Heads[0].data<float>(), without.Decode(features).Heads[0].data<float>());
    }

    [Fact]
    public void LeNet_drops_whole_channels_in_training_only_and_nothing_but_features_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var encoder = new LeNetEncoder([3, 28, 20], 7);
        var images = rand(2, 3, 28, 20);
        encoder.eval();
        var certain = encoder.call(images).data<float>().ToArray();
        Assert.Equal(certain, encoder.call(images).data<float>());
        encoder.train();
        Assert.NotEqual(encoder.call(images).data<float>(), encoder.call(images).data<float>());
        Assert.Equal([2, 7], encoder.call(images).shape);

        var before = LiveTensors.Settled();
        var features = encoder.call(images);
        LiveTensors.AssertAtMost(before + 1);
        Assert.True(features.min().item<float>() >= 0);
        Assert.False(images.IsInvalid);
    }

    /// <summary>By hand from the layers' own parameters, without dropout.</summary>
    [Fact]
    public void LeNet_is_conv_pool_ReLU_twice_then_linear_and_ReLU()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var encoder = new LeNetEncoder([1, 28, 28], dropout: 0);
        var image = rand(2, 1, 28, 28) - 0.5;
        Tensor P(string name) => encoder.get_parameter(name)!;
        var x = nn.functional.conv2d(image, P("convolutions.0.weight"), P("convolutions.0.bias"));
        x = nn.functional.max_pool2d(x.clamp_min(0), 2);
        x = nn.functional.conv2d(x, P("convolutions.1.weight"), P("convolutions.1.bias"));
        x = nn.functional.max_pool2d(x.clamp_min(0), 2).reshape(2, 320);
        x = (x.mm(P("output.weight").t()) + P("output.bias")).clamp_min(0);
        Assert.True(x.allclose(encoder.call(image), 1e-4, 1e-6));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Equal(
            "tasks must be two or more of different names; got [left]. (Parameter 'tasks')", Refusal(["left"], 3, null));
        Assert.Equal(
            "tasks must be two or more of different names; got [left, left]. (Parameter 'tasks')", Refusal(["left", "left"], 3, null));
        Assert.Equal("classCount must be at least 2; got 1. (Parameter 'classCount')", Refusal(Tasks, 1, null));
        Assert.Equal("HiddenCount must be at least 0; got -1. (Parameter 'heads')", Refusal(Tasks, 3, new() { HiddenCount = -1 }));
        Assert.Equal("Dropout must be from 0 to below 1; got 1. (Parameter 'heads')", Refusal(Tasks, 3, new() { Dropout = 1 }));
        Assert.Equal(
            "shape must be [c, h, w] with h and w of at least 16; got [1, 28, 15]. (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => new LeNetEncoder([1, 28, 15])).Message);
        Assert.Equal(
            "dropout must be from 0 to below 1; got NaN. (Parameter 'dropout')",
            Assert.Throws<ArgumentException>(() => new LeNetEncoder([1, 28, 28], dropout: double.NaN)).Message);
        Assert.Equal(new TaskHeadOptions { HiddenCount = 0, Dropout = 0.5 }, new TaskHeadOptions());

        static string Refusal(string[] tasks, int classes, TaskHeadOptions? heads)
        {
            using var trunk = new MLPEncoder(6, 5, 4);
            return Assert.Throws<ArgumentException>(() => new MultitaskModel("image", trunk, tasks, classes, heads)).Message;
        }
    }

    private static string[] Tensors(nn.Module module) =>
        [.. module.state_dict().Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]").Order(StringComparer.Ordinal)];
}
