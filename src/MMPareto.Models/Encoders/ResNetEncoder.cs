using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A residual network [He2016] without its classifier, for images, spectrograms and several frames of a video.</summary>
/// <remarks>
/// <para>[b, c, h, w] → [b, d]. Convolution 7×7 with stride 2, 3×3 max-pooling with stride 2, four stages of blocks, mean over
/// the maps; d is 512, or 2048 at depth 50. [b, t, c, h, w] → [b, d] takes t frames through the same network and means over
/// time too, as the released code of [MMPareto2024] does.</para>
/// <para>Names, sizes, strides and initial weights are those of torchvision's resnet18, resnet34 and resnet50 without
/// <c>fc</c>, so its weights can be <see cref="Pretrained.PretrainedWeights">loaded</see>.</para>
/// </remarks>
public sealed class ResNetEncoder : Encoder
{
    /// <summary>Smallest height and width of an image; it leaves one value a map from the third stage on.</summary>
    public const int SmallestImage = 16;

    private const int StemChannels = 64;

    [ComponentName(Name = "conv1")]
    private readonly Conv2d _conv1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "layer1")]
    private readonly Sequential _layer1;

    [ComponentName(Name = "layer2")]
    private readonly Sequential _layer2;

    [ComponentName(Name = "layer3")]
    private readonly Sequential _layer3;

    [ComponentName(Name = "layer4")]
    private readonly Sequential _layer4;

    /// <summary>A network for images with a number of channels.</summary>
    /// <param name="inputChannels">Channels of an image, c ≥ 1: 1 for spectrograms, 3 for colour.</param>
    /// <param name="options">Depth and initialisation; null for the defaults.</param>
    /// <exception cref="ArgumentException">The number of channels is below 1, or the depth is another.</exception>
    public ResNetEncoder(long inputChannels, ResNetEncoderOptions? options = null)
        : base(nameof(ResNetEncoder), FeaturesOf((options ?? new()).Depth))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputChannels, 1);
        options ??= new();
        var counts = options.Depth == 18 ? new[] { 2, 2, 2, 2 } : [3, 4, 6, 3];
        InputChannels = inputChannels;
        _conv1 = nn.Conv2d(inputChannels, StemChannels, 7, stride: 2, padding: 3, bias: false);
        _bn1 = nn.BatchNorm2d(StemChannels);
        _layer1 = Stage(options, 0, counts[0]);
        _layer2 = Stage(options, 1, counts[1]);
        _layer3 = Stage(options, 2, counts[2]);
        _layer4 = Stage(options, 3, counts[3]);
        RegisterComponents();
        foreach (var convolution in modules().OfType<Conv2d>())
            nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
    }

    /// <summary>Channels of an image, c.</summary>
    public long InputChannels { get; }

    /// <inheritdoc/>
    /// <param name="input">Images [b, c, h, w], or t frames of each sample [b, t, c, h, w]; h and w at least
    /// <see cref="SmallestImage"/>.</param>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var shape = CheckedShape(input);
        // The last stage would halve maps of one column, whose gradients oneDNN computes wrongly in bfloat16.
        using var full = shape[^1] <= SmallestImage ? Autocast.Off() : null;
        var x = shape.Length == 5 ? input.flatten(0, 1) : input;
        x = nn.functional.relu(_conv1.call(x).Normalised(_bn1), inplace: true);
        x = nn.functional.max_pool2d(x, 3, stride: 2, padding: 1);
        x = _layer4.call(_layer3.call(_layer2.call(_layer1.call(x))));
        return x.unflatten(0, [shape[0], -1]).mean([1, 3, 4]).MoveToOuterDisposeScope();
    }

    private long[] CheckedShape(Tensor input)
    {
        var shape = input.shape;
        if (shape is not ([_, _, >= SmallestImage, >= SmallestImage] or [_, _, _, >= SmallestImage, >= SmallestImage])
            || shape[^3] != InputChannels)
            throw new ArgumentException(
                $"input must be [b, {InputChannels}, h, w] or [b, t, {InputChannels}, h, w] with h and w of at least {SmallestImage}; "
                + $"got [{string.Join(", ", shape)}].", nameof(input));
        return shape;
    }

    /// <summary>A stage of blocks; the first halves height and width, but in the first stage.</summary>
    private static Sequential Stage(ResNetEncoderOptions options, int stage, int count)
    {
        var planes = (long)StemChannels << stage;
        var (hasBottlenecks, begin) = (options.Depth == 50, options.ZeroInitResidual ? 0.0 : 1.0);
        var inputs = stage == 0 ? StemChannels : hasBottlenecks ? planes / 2 * BottleneckBlock.Expansion : planes / 2;
        var blocks = new List<nn.Module<Tensor, Tensor>>();
        for (var i = 0; i < count; i++)
        {
            var stride = i == 0 && stage > 0 ? 2 : 1;
            blocks.Add(hasBottlenecks ? new BottleneckBlock(inputs, planes, stride, begin) : new BasicBlock(inputs, planes, stride, begin));
            inputs = hasBottlenecks ? planes * BottleneckBlock.Expansion : planes;
        }
        return nn.Sequential(blocks);
    }

    /// <summary>How many features a network of a depth gives.</summary>
    /// <param name="depth">18, 34 or 50.</param>
    /// <exception cref="ArgumentException">Another depth.</exception>
    public static int FeaturesOf(int depth) => depth switch
    {
        18 or 34 => 512,
        50 => 2048,
        _ => throw new ArgumentException($"Depth must be 18, 34 or 50; got {depth}."),
    };
}
