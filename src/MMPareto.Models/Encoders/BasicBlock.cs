using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A residual block of two convolutions 3×3, as in torchvision: ReLU(x' + F(x)), x' projected where shapes differ.</summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv1")]
    private readonly Conv2d _conv1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _conv2;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    [ComponentName(Name = "downsample")]
    private readonly Sequential? _downsample;

    /// <param name="inputs">Channels that come in.</param>
    /// <param name="planes">Channels that go out.</param>
    /// <param name="stride">Of the first convolution, and of the projection.</param>
    /// <param name="lastScale">Initial weight of the last batch normalisation.</param>
    public BasicBlock(long inputs, long planes, long stride, double lastScale) : base(nameof(BasicBlock))
    {
        _conv1 = nn.Conv2d(inputs, planes, 3, stride: stride, padding: 1, bias: false);
        _bn1 = nn.BatchNorm2d(planes);
        _conv2 = nn.Conv2d(planes, planes, 3, padding: 1, bias: false);
        _bn2 = nn.BatchNorm2d(planes);
        _downsample = Projection(inputs, planes, stride);
        RegisterComponents();
        Scale(_bn2, lastScale);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = nn.functional.relu(_conv1.call(input).Normalised(_bn1), inplace: true);
        x = _conv2.call(x).Normalised(_bn2);
        x = x.PlusInPlace(input.Projected(_downsample));
        return nn.functional.relu(x, inplace: true).MoveToOuterDisposeScope();
    }

    /// <summary>What brings the input of a block to the shape of its output; null where it has it.</summary>
    internal static Sequential? Projection(long inputs, long outputs, long stride) => inputs == outputs && stride == 1 ? null
        : nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride: stride, bias: false), nn.BatchNorm2d(outputs));

    internal static void Scale(BatchNorm2d norm, double scale)
    {
        using var _ = no_grad();
        norm.weight.TimesInPlace(scale);
    }
}
