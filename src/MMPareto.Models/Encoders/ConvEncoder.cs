using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A small convolutional encoder for images of about 28×28: four convolutions and a global average.</summary>
/// <remarks>
/// Convolution 5×5 with stride 2, then three convolutions 3×3 with a 2×2 max-pooling after the first of them; each
/// convolution is followed by batch normalisation and ReLU. [b, c, h, w] → [b, d]; h and w at least 4. Kaiming-normal
/// initialisation (fan out), as in the released code of [MMPareto2024].
/// </remarks>
public sealed class ConvEncoder : Encoder
{
    private const int PooledLayer = 1;
    [ComponentName(Name = "convolutions")]
    private readonly ModuleList<Conv2d> _convolutions = [];

    [ComponentName(Name = "norms")]
    private readonly ModuleList<BatchNorm2d> _norms = [];

    /// <summary>An encoder for images with a number of channels.</summary>
    /// <param name="inputChannels">Channels of an image, c ≥ 1.</param>
    /// <param name="options">Sizes; null for the defaults.</param>
    /// <exception cref="ArgumentException">A number of channels is below 1, or there are none.</exception>
    public ConvEncoder(long inputChannels, ConvEncoderOptions? options = null)
        : base(nameof(ConvEncoder), Checked(options ?? new()).Channels[^1])
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputChannels, 1);
        options ??= new();
        var channels = inputChannels;
        foreach (var next in options.Channels)
        {
            var (kernel, stride) = _convolutions.Count == 0 ? (5, 2) : (3, 1);
            var convolution = nn.Conv2d(
                channels, next, kernel, stride: stride, padding: kernel / 2, bias: !options.BatchNorm);
            nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
            _convolutions.Add(convolution);
            if (options.BatchNorm) _norms.Add(nn.BatchNorm2d(next));
            channels = next;
        }
        RegisterComponents();
    }

    /// <summary>Number of layers: convolutions, each with what follows it.</summary>
    public int LayerCount => _convolutions.Count;

    /// <summary>Channels of the maps after a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public int ChannelsOf(int layer) => (int)_convolutions[layer].out_channels;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        for (var layer = 0; layer < LayerCount; layer++) x = RunLayer(layer, x);
        return Pool(x).MoveToOuterDisposeScope();
    }

    /// <summary>One layer, for those who do something between layers. Intermediate results stay in the caller's scope.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="input">The image, or the maps of the layer before, [b, c, h, w].</param>
    /// <returns>Maps, [b, c', h', w'].</returns>
    public Tensor RunLayer(int layer, Tensor input)
    {
        // Maps narrower than the stride, whose gradients oneDNN computes wrongly in bfloat16.
        using var full = layer == 0 && input.shape[^1] == 1 ? Autocast.Off() : null;
        var x = _convolutions[layer].call(input);
        if (_norms.Count > 0) x = x.Normalised(_norms[layer]);
        x = nn.functional.relu(x, inplace: true);
        return layer == PooledLayer ? nn.functional.max_pool2d(x, 2) : x;
    }

    /// <summary>The features: the mean of each map of the last layer.</summary>
    /// <param name="maps">[b, d, h, w].</param>
    /// <returns>[b, d].</returns>
    public static Tensor Pool(Tensor maps) => maps.mean([2, 3]);

    private static ConvEncoderOptions Checked(ConvEncoderOptions options)
    {
        if (options.Channels.Count == 0 || options.Channels.Any(channels => channels < 1))
            throw new ArgumentException(
                $"Channels must hold numbers of at least 1; got [{string.Join(", ", options.Channels)}].", nameof(options));
        return options;
    }
}
