using MMPareto.Models.Encoders;
using MMPareto.Models.Pretrained;
using MMPareto.Native.Weights;
using MMPareto.Tests.Support;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public sealed class PretrainedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Weights_of_torchvision_with_a_classifier_and_without_counts_are_taken()
    {
        using var source = new ConvEncoder(3);
        using var target = new ConvEncoder(3);
        FillAll(source.state_dict());
        var file = Write([.. source.state_dict().Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .Select(entry => (entry.Key, entry.Value.to(float64))), ("fc.weight", ones(10, 64)), ("fc.bias", ones(10)), ("x.num_batches_tracked", ones(1))]);
        var parameter = target.get_parameter("norms.0.weight")!;

        Assert.Equal(["fc.bias", "fc.weight", "x.num_batches_tracked"], PretrainedWeights.LoadInto(target, file).Order());

        var images = Fill([2, 3, 8, 8], 5);
        source.eval();
        target.eval();
        Assert.Equal(Values(source.call(images)), Values(target.call(images)));
        Assert.Same(parameter, target.get_parameter("norms.0.weight"));
        Assert.True(parameter is { requires_grad: true, is_leaf: true });
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once_and_nothing_is_overwritten()
    {
        using var target = new MLPEncoder(6, 5, 4);
        var before = Values(target.get_parameter("output.bias")!);
        var file = Write(("hidden.weight", ones(5, 7)), ("output.bias", ones(4)), ("head.weight", ones(1)), ("fd", ones(1)));
        Assert.Equal(
            $"{file}: must hold the weights of a MLPEncoder; missing (2): hidden.bias, output.weight; unexpected (2): fd, head.weight; "
            + "of another shape (1): hidden.weight must be [5, 6], got [5, 7].",
            Assert.Throws<WeightsException>(() => PretrainedWeights.LoadInto(target, file)).Message);
        Assert.Equal(before, Values(target.get_parameter("output.bias")!));
        Assert.Contains("unexpected (1): fd;", Assert.Throws<WeightsException>(
            () => PretrainedWeights.LoadInto(target, file, new() { IgnoredPrefixes = ["head."] })).Message, StringComparison.Ordinal);
    }

    /// <summary>A gray image gives what it gives in all three channels.</summary>
    [Fact]
    public void Three_channels_are_refused_for_one_or_summed_when_asked()
    {
        using var colour = new ConvEncoder(3);
        using var gray = new ConvEncoder(1);
        using var two = new ConvEncoder(2);
        var file = Write([.. colour.state_dict().Select(entry => (entry.Key, entry.Value))]);
        Assert.EndsWith(
            "of another shape (1): convolutions.0.weight must be [16, 1, 5, 5], got [16, 3, 5, 5] (SumInputChannels makes one channel of them).",
            Assert.Throws<WeightsException>(() => PretrainedWeights.LoadInto(gray, file)).Message, StringComparison.Ordinal);
        Assert.Empty(PretrainedWeights.LoadInto(gray, file, new() { SumInputChannels = true }));
        Assert.Throws<WeightsException>(() => PretrainedWeights.LoadInto(two, file, new() { SumInputChannels = true }));

        var image = Fill([2, 1, 8, 8], 5);
        Close.Equal(Values(colour.call(image.expand(-1, 3, -1, -1))), Values(gray.call(image)), 1e-5);
    }

    [Fact]
    public void No_tensor_stays_alive()
    {
        using var target = new MLPEncoder(6, 5, 4);
        var file = Write([.. target.state_dict().Select(entry => (entry.Key, entry.Value))]);
        var bad = Write(("hidden.weight", ones(5, 7)));
        var before = LiveTensors.Settled();
        PretrainedWeights.LoadInto(target, file);
        Assert.Throws<WeightsException>(() => PretrainedWeights.LoadInto(target, bad));
        LiveTensors.AssertAtMost(before);
    }

    private string Write(params (string, Tensor)[] tensors)
    {
        var file = _folder[$"{Guid.NewGuid()}.safetensors"];
        SafeTensors.Write(file, tensors);
        return file;
    }
}
