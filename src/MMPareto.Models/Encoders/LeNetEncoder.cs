using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>The shared part of the network for MultiMNIST in the code of [Sener2018]: two convolutions and a linear layer.</summary>
/// <remarks>
/// Convolution 5×5 to 10 channels, max-pooling 2, ReLU; convolution 5×5 to 20 channels, dropout of whole channels,
/// max-pooling 2, ReLU; linear to d, ReLU. No padding: an image of 28×28 leaves 20·4·4 = 320 values. [b, c, h, w] → [b, d].
/// Initial weights are libtorch's. Both convolutions are computed with zero channels added up to a multiple of 16, because
/// libtorch's read memory that nobody has written for other numbers of channels (see the notes on TorchSharp).
/// </remarks>
public sealed class LeNetEncoder : Encoder
{
    /// <summary>Smallest height and width of an image.</summary>
    public const int SmallestImage = 16;

    private const int Kernel = 5;
    private const int FirstChannels = 10;
    private const int SecondChannels = 20;
    private const int ChannelBlock = 16;

    [ComponentName(Name = "convolutions")]
    private readonly ModuleList<Conv2d> _convolutions;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    private readonly double _dropout;

    /// <summary>An encoder for images of one size.</summary>
    /// <param name="shape">Shape of an image, [c, h, w], with h and w of at least <see cref="SmallestImage"/>.</param>
    /// <param name="featureCount">Number of features, d ≥ 1.</param>
    /// <param name="dropout">Probability that a channel of the second convolution is dropped in training, from 0 to below 1.</param>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public LeNetEncoder(IReadOnlyList<long> shape, int featureCount = 50, double dropout = 0.5) : base(nameof(LeNetEncoder), featureCount)
    {
        if (shape is not [>= 1, >= SmallestImage, >= SmallestImage])
            throw new ArgumentException(
                $"shape must be [c, h, w] with h and w of at least {SmallestImage}; got [{string.Join(", ", shape)}].", nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (!(dropout is >= 0 and < 1)) throw new ArgumentException($"dropout must be from 0 to below 1; got {dropout}.", nameof(dropout));
        _convolutions = nn.ModuleList(
            nn.Conv2d(shape[0], FirstChannels, Kernel), nn.Conv2d(FirstChannels, SecondChannels, Kernel));
        _output = nn.Linear(SecondChannels * Reduced(shape[1]) * Reduced(shape[2]), featureCount);
        _dropout = dropout;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var first = nn.functional.relu(nn.functional.max_pool2d(Convolve(_convolutions[0], input), 2), inplace: true);
        var channels = Convolve(_convolutions[1], first).narrow(1, 0, SecondChannels);
        var kept = nn.functional.dropout2d(channels, _dropout, training);
        var second = nn.functional.relu(nn.functional.max_pool2d(kept, 2), inplace: true);
        return nn.functional.relu(_output.call(second.flatten(1)), inplace: true).MoveToOuterDisposeScope();
    }

    /// <summary>The convolution, with zero channels added to its output and, as far as the input has them, to its input.</summary>
    private static Tensor Convolve(Conv2d layer, Tensor input)
    {
        var (weight, bias) = (layer.weight, layer.bias!);
        var outputs = weight.shape[0];
        var added = (ChannelBlock - outputs % ChannelBlock) % ChannelBlock;
        var wide = nn.functional.pad(weight, [0, 0, 0, 0, 0, input.shape[1] - weight.shape[1], 0, added]);
        return nn.functional.conv2d(input, wide, nn.functional.pad(bias, [0, added]));
    }

    /// <summary>A height or width after both convolutions and poolings.</summary>
    private static long Reduced(long size)
    {
        for (var layer = 0; layer < 2; layer++) size = (size - Kernel + 1) / 2;
        return size;
    }
}
