using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A vision transformer [Dosovitskiy2021] for images, spectrograms and several frames of a video.</summary>
/// <remarks>
/// <para>Patches are embedded; a class token stands before them; learned positions are added; blocks
/// (<see cref="TransformerBlock"/>) follow. The features are the class token after a layer norm. The patches of several
/// frames stand one after the other, each with a position of its own.</para>
/// <para>Names as of the library timm: <c>cls_token</c>, <c>pos_embed</c>, <c>patch_embed.proj</c>, <c>blocks.I.…</c>,
/// <c>norm</c>.</para>
/// </remarks>
public sealed class ViTEncoder : Encoder
{
    [ComponentName(Name = "patch_embed")]
    private readonly PatchEmbedding _patchEmbed;

    [ComponentName(Name = "cls_token")]
    private readonly Parameter _classToken;

    [ComponentName(Name = "pos_embed")]
    private readonly Parameter _positions;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<TransformerBlock> _blocks;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    private readonly long[] _shape;
    private readonly double _dropout;

    /// <summary>An encoder for images of one size.</summary>
    /// <param name="shape">Shape of a sample, [c, h, w] or, with frames, [t, c, h, w]; h and w at least a patch.</param>
    /// <param name="options">Sizes; null for the defaults.</param>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public ViTEncoder(IReadOnlyList<long> shape, ViTEncoderOptions? options = null) : base(nameof(ViTEncoder), (options ?? new()).Width)
    {
        options ??= new();
        if (options.Patch < 1) throw new ArgumentException($"Patch must be at least 1; got {options.Patch}.", nameof(options));
        if (shape.Count is not (3 or 4) || shape.Any(size => size < 1) || Math.Min(shape[^1], shape[^2]) < options.Patch)
            throw new ArgumentException(
                $"shape must be [c, h, w] or [t, c, h, w] with h and w of at least a patch, {options.Patch}; "
                + $"got [{string.Join(", ", shape)}].", nameof(shape));
        var frames = shape.Count == 4 ? shape[0] : 1;
        var tokens = 1 + frames * (shape[^2] / options.Patch) * (shape[^1] / options.Patch);
        (_shape, _dropout) = ([.. shape], options.Dropout);
        _blocks = TransformerBlock.Several(options.Layers, options.Width, options.Heads, options.Dropout);
        _patchEmbed = new PatchEmbedding(shape[^3], options.Patch, options.Width);
        _classToken = InitialWeights.Normal(1, 1, options.Width);
        _positions = InitialWeights.Normal(1, tokens, options.Width);
        _norm = nn.LayerNorm(options.Width, TransformerBlock.Epsilon);
        RegisterComponents();
    }

    /// <summary>Number of blocks.</summary>
    public int LayerCount => _blocks.Count;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Samples have another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var tokens = Embed(input);
        for (var layer = 0; layer < LayerCount; layer++) tokens = RunLayer(layer, tokens);
        return Pool(tokens).MoveToOuterDisposeScope();
    }

    /// <summary>The class token and those of the patches, with their positions.</summary>
    /// <param name="input">[b, …] of the shape that the encoder was made for.</param>
    /// <returns>[b, 1 + n, d].</returns>
    /// <exception cref="ArgumentException">Samples have another shape.</exception>
    public Tensor Embed(Tensor input)
    {
        using var scope = NewDisposeScope();
        var shape = input.shape;
        if (shape.Length == 0 || !shape.AsSpan(1).SequenceEqual(_shape))
            throw new ArgumentException($"input must be [b, {string.Join(", ", _shape)}]; got [{string.Join(", ", shape)}].", nameof(input));
        var tokens = cat([_classToken.expand(shape[0], -1, -1), _patchEmbed.call(input)], 1).Plus(_positions);
        return nn.functional.dropout(tokens, _dropout, training).MoveToOuterDisposeScope();
    }

    /// <summary>One block, for those who do something between blocks.</summary>
    /// <param name="layer">The block, from 0.</param>
    /// <param name="tokens">[b, n, d], any number of them.</param>
    /// <returns>[b, n, d].</returns>
    public Tensor RunLayer(int layer, Tensor tokens) => _blocks[layer].call(tokens, null);

    /// <summary>The features: the first token, normalised.</summary>
    /// <param name="tokens">[b, n, d].</param>
    /// <returns>[b, d].</returns>
    public Tensor Pool(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return _norm.call(tokens.select(1, 0)).MoveToOuterDisposeScope();
    }
}
