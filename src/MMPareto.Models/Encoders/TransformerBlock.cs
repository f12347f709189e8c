using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A transformer block that normalises first: x ← x + attention(norm(x)); x ← x + mlp(norm(x)).</summary>
/// <remarks>
/// As in vision transformers [Dosovitskiy2021]: layer norms with ε = 1e-6, a hidden layer of four times the width, GELU;
/// dropout acts on what is added. Names, as of the library timm: <c>norm1</c>, <c>attn.qkv</c>, <c>attn.proj</c>, <c>norm2</c>,
/// <c>mlp.fc1</c>, <c>mlp.fc2</c>.
/// </remarks>
public sealed class TransformerBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    internal const double Epsilon = 1e-6;

    [ComponentName(Name = "norm1")]
    private readonly LayerNorm _norm1;

    [ComponentName(Name = "attn")]
    private readonly SelfAttention _attn;

    [ComponentName(Name = "norm2")]
    private readonly LayerNorm _norm2;

    [ComponentName(Name = "mlp")]
    private readonly FeedForward _mlp;

    private readonly double _dropout;

    /// <summary>A block.</summary>
    /// <param name="width">Values of a token, d, a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">Heads of the attention, at least 1.</param>
    /// <param name="dropout">Probability that a value of what is added is dropped in training, from 0 to below 1.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public TransformerBlock(int width, int heads, double dropout = 0) : base(nameof(TransformerBlock))
    {
        if (width < 1 || heads < 1 || width % heads != 0)
            throw new ArgumentException($"width must be a multiple of heads, both at least 1; got {width} and {heads}.", nameof(width));
        if (!(dropout is >= 0 and < 1)) throw new ArgumentException($"dropout must be from 0 to below 1; got {dropout}.", nameof(dropout));
        _norm1 = nn.LayerNorm(width, Epsilon);
        _attn = new SelfAttention(width, heads);
        _norm2 = nn.LayerNorm(width, Epsilon);
        _mlp = new FeedForward(width);
        _dropout = dropout;
        RegisterComponents();
    }

    /// <summary>The tokens after the block.</summary>
    /// <param name="input">Tokens, [b, n, d].</param>
    /// <param name="mask">True where a token may be looked at, broadcast to [b, heads, n, n]; null for everywhere.</param>
    /// <returns>[b, n, d].</returns>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var x = input.Plus(Dropped(_attn.call(_norm1.call(input), mask)));
        return x.Plus(Dropped(_mlp.call(_norm2.call(x)))).MoveToOuterDisposeScope();
    }

    /// <summary>Blocks one after the other.</summary>
    internal static ModuleList<TransformerBlock> Several(int layers, int width, int heads, double dropout)
    {
        if (layers < 1) throw new ArgumentException($"Layers must be at least 1; got {layers}.", nameof(layers));
        return [.. Enumerable.Range(0, layers).Select(_ => new TransformerBlock(width, heads, dropout))];
    }

    private Tensor Dropped(Tensor added) => nn.functional.dropout(added, _dropout, training);
}
