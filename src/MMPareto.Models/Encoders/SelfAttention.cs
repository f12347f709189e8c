using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>Multi-head self-attention [Vaswani2017]: softmax(Q Kᵀ / √(d/h)) V in each of h heads, then a linear map.</summary>
/// <remarks>Names as in vision transformers: <c>qkv</c> (query, key and value one below the other) and <c>proj</c>.</remarks>
internal sealed class SelfAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "qkv")]
    private readonly Linear _qkv;

    [ComponentName(Name = "proj")]
    private readonly Linear _proj;

    private readonly int _heads;

    public SelfAttention(int width, int heads) : base(nameof(SelfAttention))
    {
        _qkv = nn.Linear(width, 3 * width);
        _proj = nn.Linear(width, width);
        _heads = heads;
        RegisterComponents();
    }

    /// <param name="input">[b, n, d].</param>
    /// <param name="mask">True where a token may be looked at, broadcast to [b, h, n, n]; null for everywhere.</param>
    /// <returns>[b, n, d].</returns>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var parts = _qkv.call(input).unflatten(2, [3, _heads, -1]).permute(2, 0, 3, 1, 4).unbind(0);
        var mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], mask!);
        return _proj.call(mixed.transpose(1, 2).flatten(2)).MoveToOuterDisposeScope();
    }
}
