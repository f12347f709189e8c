using System.Globalization;
using MMPareto.Models.Encoders;
using MMPareto.Tests.Support;
using TorchSharp;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class ResNetEncoderTests
{
    private const double Tolerance = 1e-7; // stored with nine digits

    /// <summary>Names, shapes, features in both modes, running statistics and a gradient against torchvision, all in double: in
    /// float32 a sign that flips at a ReLU moves a gradient of the deep network by a percent.</summary>
    [Theory]
    [InlineData(18)]
    [InlineData(50)]
    public void It_is_torchvisions_network(int depth)
    {
        using var scope = NewDisposeScope();
        var file = Read("resnet.json");
        var reference = file[depth.ToString(CultureInfo.InvariantCulture)]!;
        var every = TensorIndex.Slice(step: file["step"]!.GetValue<long>());
        using var encoder = new ResNetEncoder(3, new() { Depth = depth });
        encoder.to(ScalarType.Float64);
        var state = encoder.state_dict();
        Assert.Equal(Shapes(reference["tensors"]!), Shapes(state));
        Assert.Equal(reference["parameters"]!.GetValue<long>(), encoder.parameters().Sum(p => p.numel()));

        FillAll(state);
        var images = Fill([2, 3, 40, 33], 999, ScalarType.Float64);
        encoder.eval();
        var scored = encoder.call(images);
        Assert.Equal([2, encoder.FeatureCount], scored.shape);
        Close.Equal(Numbers(reference["evaluation"]!), Values(scored[TensorIndex.Colon, every]), Tolerance);

        encoder.train();
        var trained = encoder.call(images);
        Close.Equal(Numbers(reference["training"]!), Values(trained[TensorIndex.Colon, every]), Tolerance);
        var last = reference["last_norm"]!.GetValue<string>();
        Close.Equal(Numbers(reference["running_mean"]!), Values(state[$"{last}.running_mean"][every]), Tolerance);
        Close.Equal(Numbers(reference["running_var"]!), Values(state[$"{last}.running_var"][every]), Tolerance);
        (trained * Fill(trained.shape, 998, ScalarType.Float64)).sum().backward();
        var gradient = LinearEncoder.GradientOf(encoder.get_parameter("conv1.weight")!);
        Close.Equal(Numbers(reference["first_gradient"]!), [.. gradient.Where((_, i) => i % 97 == 0)], Tolerance);
    }

    [Theory]
    [InlineData(18, 1, 11_170_240)]
    [InlineData(18, 3, 11_176_512)]
    [InlineData(34, 3, 21_284_672)]
    [InlineData(50, 3, 23_508_032)]
    public void It_has_this_many_parameters(int depth, int channels, long count)
    {
        using var encoder = new ResNetEncoder(channels, new() { Depth = depth });
        Assert.Equal(count, encoder.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void In_float32_it_is_the_same_up_to_rounding()
    {
        using var scope = NewDisposeScope();
        var file = Read("resnet.json");
        using var encoder = new ResNetEncoder(3);
        FillAll(encoder.state_dict());
        var images = Fill([2, 3, 40, 33], 999);
        var every = TensorIndex.Slice(step: file["step"]!.GetValue<long>());
        encoder.eval();
        Close.Equal(Numbers(file["18"]!["evaluation"]!), Values(encoder.call(images)[TensorIndex.Colon, every]), 1e-5);
        encoder.train();
        Close.Equal(Numbers(file["18"]!["training"]!), Values(encoder.call(images)[TensorIndex.Colon, every]), 1e-4);
    }

    [Fact]
    public void Frames_are_averaged()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ResNetEncoder(2);
        encoder.eval();
        var video = Fill([2, 3, 2, 20, 18], 1);
        var each = Enumerable.Range(0, 3).Select(t => Values(encoder.call(video.select(1, t)))).ToArray();
        double[] mean = [.. each[0].Select((_, i) => each.Average(frame => frame[i]))];
        Close.Equal(mean, Values(encoder.call(video)), 1e-5);
        Assert.NotEqual(each[0], each[1]);
    }

    /// <summary>Standard deviation √(2 / fan-out) of convolutions; with zero-initialised residuals the last scale of each block is 0.</summary>
    [Fact]
    public void Initial_weights_are_torchvisions()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ResNetEncoder(3);
        using var zeroed = new ResNetEncoder(3, new() { ZeroInitResidual = true });
        var weight = encoder.get_parameter("layer2.0.conv1.weight")!;
        Assert.Equal(Math.Sqrt(2.0 / (128 * 9)), weight.std().item<float>(), 0.0005);
        Assert.Equal(64, encoder.get_parameter("bn1.weight")!.sum().item<float>());
        Assert.Equal(64, encoder.get_parameter("layer1.0.bn2.weight")!.sum().item<float>());
        Assert.Equal(0, zeroed.get_parameter("layer1.0.bn2.weight")!.abs().sum().item<float>());
        Assert.Equal(64, zeroed.get_parameter("layer1.0.bn1.weight")!.sum().item<float>());
    }

    [Fact]
    public void The_smallest_image_is_taken_and_others_are_refused()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ResNetEncoder(1);
        Assert.Equal([2, 512], encoder.call(ones(2, 1, 16, 16)).shape);
        string Refusal(params long[] shape) => Assert.Throws<ArgumentException>(() => encoder.call(ones(shape))).Message;
        const string Rule = "input must be [b, 1, h, w] or [b, t, 1, h, w] with h and w of at least 16; got ";
        Assert.Equal($"{Rule}[2, 1, 15, 16]. (Parameter 'input')", Refusal(2, 1, 15, 16));
        Assert.StartsWith($"{Rule}[2, 3, 16, 16].", Refusal(2, 3, 16, 16), StringComparison.Ordinal);
        Assert.StartsWith($"{Rule}[2, 2, 3, 16, 16].", Refusal(2, 2, 3, 16, 16), StringComparison.Ordinal);
        Assert.StartsWith($"{Rule}[16, 16].", Refusal(16, 16), StringComparison.Ordinal);
        Assert.Equal("Depth must be 18, 34 or 50; got 19.", Assert.Throws<ArgumentException>(() => new ResNetEncoder(1, new() { Depth = 19 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResNetEncoder(0));
    }
}
