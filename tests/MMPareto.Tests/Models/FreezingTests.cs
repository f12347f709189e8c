using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class FreezingTests
{
    [Fact]
    public void Frozen_parameters_get_no_gradient_and_frozen_norms_keep_their_statistics()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ConvEncoder(1);
        using var model = new MultimodalModel([("a", encoder)], new ConcatenationFusion([64]), 3);
        Assert.Equal(
            ["encoders.a.convolutions.0.weight", "encoders.a.norms.0.bias", "encoders.a.norms.0.weight"],
            Freezing.Freeze(model, ["encoders.a.convolutions.0.", "encoders.a.norms.0."]).Order(StringComparer.Ordinal));
        Assert.Empty(Freezing.Freeze(encoder, ["norms.0."]));

        model.eval();
        model.train();
        var before = encoder.state_dict().ToDictionary(entry => entry.Key, entry => Values(entry.Value));
        model.Predict(new Dictionary<string, Tensor> { ["a"] = Fill([4, 1, 8, 8], 1) }).Fused!.sum().backward();

        foreach (var (name, parameter) in encoder.named_parameters())
            Assert.Equal(name.Contains(".0.", StringComparison.Ordinal), parameter.grad is null);
        foreach (var (name, buffer) in encoder.named_buffers())
            Assert.Equal(name.Contains(".0.", StringComparison.Ordinal), before[name].SequenceEqual(Values(buffer)));
    }

    [Fact]
    public void A_prefix_without_parameters_is_refused_with_the_nearest_names()
    {
        using var encoder = new ResNetEncoder(1);
        Assert.Equal(
            "prefixes must each begin the name of a parameter; got 'layer2.0.convX'. "
            + "Nearest names: layer2.0.conv1.weight, layer2.0.conv2.weight, layer2.0.bn1.weight. (Parameter 'prefixes')",
            Assert.Throws<ArgumentException>(() => Freezing.Freeze(encoder, ["layer1.", "layer2.0.convX"])).Message);
        Assert.All(encoder.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.Equal(encoder.parameters().Count(), Freezing.Freeze(encoder, [""]).Count);
    }
}
