using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A small transformer on token ids.</summary>
/// <remarks>
/// <para>[b, L] → embedding and learned positions → blocks (<see cref="TransformerBlock"/>) → layer norm → mean over the tokens
/// that are no padding → linear → [b, d]. Id 0 is padding: no token looks at it and the mean leaves it out, so more of it
/// changes nothing. A row of nothing but padding has the bias of the linear layer as its features.</para>
/// <para>Ids come as floating-point values, as all inputs do; float32 holds them exactly up to 2²⁴.</para>
/// </remarks>
public sealed class TextEncoder : Encoder
{
    [ComponentName(Name = "embedding")]
    private readonly Embedding _embedding;

    [ComponentName(Name = "transformer")]
    private readonly TransformerLayers _transformer;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    private readonly int _vocabularySize;
    private readonly int _length;

    /// <summary>An encoder for texts of some vocabulary.</summary>
    /// <param name="vocabularySize">Number of ids, padding included, at least 2: they are 0 to vocabularySize − 1.</param>
    /// <param name="length">Most tokens of a text, L, at least 1.</param>
    /// <param name="featureCount">Number of features, d ≥ 1.</param>
    /// <param name="options">Sizes of the transformer; null for the defaults.</param>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public TextEncoder(int vocabularySize, int length, int featureCount = 64, TransformerOptions? options = null)
        : base(nameof(TextEncoder), featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        options ??= new();
        (_vocabularySize, _length) = (vocabularySize, length);
        _transformer = new TransformerLayers(length, options);
        _embedding = nn.Embedding(vocabularySize, options.Width);
        nn.init.normal_(_embedding.weight, 0, InitialWeights.Deviation);
        _output = nn.Linear(options.Width, featureCount);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">Ids, [b, n] with n from 1 to L.</param>
    /// <exception cref="ArgumentException">The input has another shape, or an id is out of its range.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        if (input.shape is not [_, var count] || count < 1 || count > _length)
            throw new ArgumentException(
                $"input must be [b, n] with n from 1 to {_length}; got [{string.Join(", ", input.shape)}].", nameof(input));
        var ids = Codes.Of(input, _vocabularySize, "ids of tokens");
        var kept = ids.IsAbove(0);
        var tokens = _transformer.call(_embedding.call(ids), Visible(kept));
        var weights = kept.to(tokens.dtype).unsqueeze(2);
        return _output.call((tokens * weights).sum([1]) / weights.sum([1]).AtLeast(1)).MoveToOuterDisposeScope();
    }

    /// <summary>Which tokens are looked at, [b, 1, 1, n]: those that are kept; all where none is, as a softmax needs some.</summary>
    private static Tensor Visible(Tensor kept) =>
        kept.logical_or(kept.any(1, keepdim: true).logical_not()).unsqueeze(1).unsqueeze(2);
}
