using MMPareto.Models.Encoders;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Exchange;

/// <summary>Vision transformers that meet in a few tokens, the multimodal bottleneck transformer [Nagrani2021].</summary>
/// <remarks>
/// <para>From the fusion layer on, the block of modality k takes its own tokens z_k and the shared bottlenecks f together,
/// [z_k; f_k] ← block_k([z_k; f]); then f ← mean over k of f_k. Blocks before it see their own tokens alone.</para>
/// <para>The bottlenecks are the only parameters here, <c>bottlenecks</c> [1, n, d]; all else belongs to the encoders. The
/// features are the class tokens, which the model's fusion joins; the paper has the mean of their logits instead.</para>
/// </remarks>
public sealed class MBTExchange : ExchangeModule
{
    [ComponentName(Name = "bottlenecks")]
    private readonly Parameter _bottlenecks;

    private readonly ViTEncoder[] _encoders; // an array, so that they do not become children
    private readonly int _fusionLayer;

    /// <summary>An exchange between encoders.</summary>
    /// <param name="encoders">The encoders of the model, two or more, in its order; of one width and one number of blocks.</param>
    /// <param name="options">Where they meet; null for the defaults.</param>
    /// <exception cref="ArgumentException">The encoders do not match, or a setting is out of its range.</exception>
    public MBTExchange(IReadOnlyList<ViTEncoder> encoders, MBTOptions? options = null) : base(nameof(MBTExchange))
    {
        options ??= new();
        if (encoders.Count < 2 || encoders.DistinctBy(encoder => (encoder.FeatureCount, encoder.LayerCount)).Count() > 1)
            throw new ArgumentException(
                "encoders must be two or more of one width and one number of blocks; got "
                + $"[{string.Join(", ", encoders.Select(encoder => $"{encoder.FeatureCount}×{encoder.LayerCount}"))}].", nameof(encoders));
        if (options.FusionLayer < 0 || options.FusionLayer > encoders[0].LayerCount)
            throw new ArgumentException(
                $"FusionLayer must be from 0 to {encoders[0].LayerCount}; got {options.FusionLayer}.", nameof(options));
        if (options.Bottlenecks < 1)
            throw new ArgumentException($"Bottlenecks must be at least 1; got {options.Bottlenecks}.", nameof(options));
        (_encoders, _fusionLayer) = ([.. encoders], options.FusionLayer);
        _bottlenecks = InitialWeights.Normal(1, options.Bottlenecks, encoders[0].FeatureCount);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Encode(IReadOnlyList<Tensor> inputs)
    {
        using var scope = NewDisposeScope();
        Tensor[] tokens = [.. _encoders.Zip(inputs, (encoder, input) => encoder.Embed(input))];
        var shared = _bottlenecks.expand(tokens[0].shape[0], -1, -1);
        for (var layer = 0; layer < _encoders[0].LayerCount; layer++)
        {
            if (layer >= _fusionLayer) shared = Meet(layer, tokens, shared);
            else for (var k = 0; k < tokens.Length; k++) tokens[k] = _encoders[k].RunLayer(layer, tokens[k]);
        }
        return [.. _encoders.Zip(tokens, (encoder, own) => encoder.Pool(own).MoveToOuterDisposeScope())];
    }

    /// <summary>A block of each encoder on its own tokens and the bottlenecks; replaces the tokens and gives the new bottlenecks.</summary>
    private Tensor Meet(int layer, Tensor[] tokens, Tensor shared)
    {
        var carried = new Tensor[tokens.Length];
        for (var k = 0; k < tokens.Length; k++)
        {
            var own = tokens[k].shape[1];
            var joined = _encoders[k].RunLayer(layer, cat([tokens[k], shared], 1));
            (tokens[k], carried[k]) = (joined.narrow(1, 0, own), joined.narrow(1, own, shared.shape[1]));
        }
        return stack(carried, 0).mean([0]);
    }
}
