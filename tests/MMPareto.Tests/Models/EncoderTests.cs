using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class EncoderTests
{
    [Fact]
    public void Conv_has_these_tensors()
    {
        using var encoder = new ConvEncoder(3);
        Assert.Equal(
        [
            "convolutions.0.weight [16, 3, 5, 5]", "convolutions.1.weight [32, 16, 3, 3]",
            "convolutions.2.weight [64, 32, 3, 3]", "convolutions.3.weight [64, 64, 3, 3]",
            .. new[] { 16, 32, 64, 64 }.SelectMany((channels, i) => new[]
            {
                $"norms.{i}.bias [{channels}]", $"norms.{i}.num_batches_tracked []", $"norms.{i}.running_mean [{channels}]",
                $"norms.{i}.running_var [{channels}]", $"norms.{i}.weight [{channels}]",
            }),
        ], Tensors(encoder));
    }

    [Fact]
    public void Conv_without_batch_norm_has_biases_instead()
    {
        using var encoder = new ConvEncoder(1, new() { Channels = [4, 4, 4, 7], BatchNorm = false });
        Assert.Equal(
        [
            "convolutions.0.bias [4]", "convolutions.0.weight [4, 1, 5, 5]", "convolutions.1.bias [4]",
            "convolutions.1.weight [4, 4, 3, 3]", "convolutions.2.bias [4]", "convolutions.2.weight [4, 4, 3, 3]",
            "convolutions.3.bias [7]", "convolutions.3.weight [7, 4, 3, 3]",
        ], Tensors(encoder));
    }

    [Fact]
    public void MLP_has_these_tensors()
    {
        using var encoder = new MLPEncoder(6, 5, 4);
        Assert.Equal(["hidden.bias [5]", "hidden.weight [5, 6]", "output.bias [4]", "output.weight [4, 5]"], Tensors(encoder));
    }

    [Theory]
    [InlineData(28, 28)]
    [InlineData(32, 20)]
    [InlineData(5, 9)]
    [InlineData(4, 4)]
    public void Conv_maps_images_of_any_size_to_features(int height, int width)
    {
        using var scope = NewDisposeScope();
        using var encoder = new ConvEncoder(2, new() { Channels = [4, 5, 6, 7] });
        var features = encoder.call(ones(3, 2, height, width));
        Assert.Equal([3, 7], features.shape);
        Assert.Equal(7, encoder.FeatureCount);
        Assert.True(features.isfinite().all().item<bool>() && features.min().item<float>() >= 0);
    }

    [Fact]
    public void MLP_flattens_inputs_of_any_shape()
    {
        using var scope = NewDisposeScope();
        using var encoder = new MLPEncoder(24, 5, 4);
        var input = arange(48).to(float32).reshape(2, 2, 3, 4);
        var features = encoder.call(input);
        Assert.Equal([2, 4], features.shape);
        Assert.Equal(features.data<float>(), encoder.call(input.reshape(2, 24)).data<float>());
    }

    /// <summary>Of standard deviation √(2 / fan-out): the released code's initialisation.</summary>
    [Fact]
    public void Conv_weights_begin_Kaiming_normal_by_fan_out()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ConvEncoder(3);
        var weight = encoder.get_parameter("convolutions.3.weight")!;
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), weight.std().item<float>(), 0.002);
        Assert.Equal(0, weight.mean().item<float>(), 0.002);
    }

    [Fact]
    public void Sizes_out_of_range_are_refused()
    {
        var empty = Assert.Throws<ArgumentException>(() => new ConvEncoder(1, new() { Channels = [] }));
        var zero = Assert.Throws<ArgumentException>(() => new ConvEncoder(1, new() { Channels = [4, 0] }));
        Assert.Equal("Channels must hold numbers of at least 1; got []. (Parameter 'options')", empty.Message);
        Assert.Equal("Channels must hold numbers of at least 1; got [4, 0]. (Parameter 'options')", zero.Message);
        Assert.Equal("inputChannels", Assert.Throws<ArgumentOutOfRangeException>(() => new ConvEncoder(0)).ParamName);
        Assert.Equal("inputLength", Assert.Throws<ArgumentOutOfRangeException>(() => new MLPEncoder(0)).ParamName);
        Assert.Equal("hiddenCount", Assert.Throws<ArgumentOutOfRangeException>(() => new MLPEncoder(1, 0)).ParamName);
        Assert.Equal("featureCount", Assert.Throws<ArgumentOutOfRangeException>(() => new MLPEncoder(1, 1, 0)).ParamName);
    }

    [Fact]
    public void Nothing_but_the_features_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var conv = new ConvEncoder(1);
        using var mlp = new MLPEncoder(64);
        using var resnet = new ResNetEncoder(1);
        using var table = new TableEncoder(2, [3, 2]);
        using var text = new TextEncoder(5, 4);
        using var sequence = new SequenceEncoder(8, 8);
        using var vit = new ViTEncoder([1, 8, 8], new() { Patch = 4 });
        foreach (var (encoder, input) in new (Encoder, Tensor)[]
        {
            (conv, ones(2, 1, 8, 8)), (mlp, ones(2, 1, 8, 8)), (resnet, ones([2, 3, 1, 16, 16])), (table, ones(2, 4)), (text, ones(2, 3)),
            (sequence, ones(2, 8, 8)), (vit, ones(2, 1, 8, 8)),
        })
        {
            encoder.call(input).Dispose();
            var before = LiveTensors.Settled();
            var features = encoder.call(input);
            LiveTensors.AssertAtMost(before + 1);
            features.Dispose();
            Assert.False(input.IsInvalid);
        }
    }

    private static string[] Tensors(nn.Module module) =>
        [.. module.state_dict().Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]").Order(StringComparer.Ordinal)];
}
