using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A residual block of convolutions 1×1, 3×3 and 1×1, as in torchvision: the stride is in the middle one, not, as in
/// [He2016], in the first.</summary>
internal sealed class BottleneckBlock : nn.Module<Tensor, Tensor>
{
    /// <summary>Channels that go out, over those of the middle convolution.</summary>
    internal const int Expansion = 4;

    [ComponentName(Name = "conv1")]
    private readonly Conv2d _conv1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _conv2;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    [ComponentName(Name = "conv3")]
    private readonly Conv2d _conv3;

    [ComponentName(Name = "bn3")]
    private readonly BatchNorm2d _bn3;

    [ComponentName(Name = "downsample")]
    private readonly Sequential? _downsample;

    /// <param name="inputs">Channels that come in.</param>
    /// <param name="planes">Channels of the middle convolution.</param>
    /// <param name="stride">Of the middle convolution, and of the projection.</param>
    /// <param name="lastScale">Initial weight of the last batch normalisation.</param>
    public BottleneckBlock(long inputs, long planes, long stride, double lastScale) : base(nameof(BottleneckBlock))
    {
        var outputs = planes * Expansion;
        _conv1 = nn.Conv2d(inputs, planes, 1, bias: false);
        _bn1 = nn.BatchNorm2d(planes);
        _conv2 = nn.Conv2d(planes, planes, 3, stride: stride, padding: 1, bias: false);
        _bn2 = nn.BatchNorm2d(planes);
        _conv3 = nn.Conv2d(planes, outputs, 1, bias: false);
        _bn3 = nn.BatchNorm2d(outputs);
        _downsample = BasicBlock.Projection(inputs, outputs, stride);
        RegisterComponents();
        BasicBlock.Scale(_bn3, lastScale);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = nn.functional.relu(_conv1.call(input).Normalised(_bn1), inplace: true);
        x = nn.functional.relu(_conv2.call(x).Normalised(_bn2), inplace: true);
        x = _conv3.call(x).Normalised(_bn3);
        x = x.PlusInPlace(input.Projected(_downsample));
        return nn.functional.relu(x, inplace: true).MoveToOuterDisposeScope();
    }
}
