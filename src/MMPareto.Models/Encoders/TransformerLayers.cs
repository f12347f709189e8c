using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>Learned positions added to tokens, blocks, and a layer norm: [b, n, d] → [b, n, d], n up to a length.</summary>
internal sealed class TransformerLayers : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "positions")]
    private readonly Parameter _positions;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<TransformerBlock> _blocks;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    public TransformerLayers(int length, TransformerOptions options) : base(nameof(TransformerLayers))
    {
        _blocks = TransformerBlock.Several(options.Layers, options.Width, options.Heads, options.Dropout);
        _positions = InitialWeights.Normal(length, options.Width);
        _norm = nn.LayerNorm(options.Width, TransformerBlock.Epsilon);
        _dropout = options.Dropout;
        RegisterComponents();
    }

    /// <inheritdoc cref="TransformerBlock.forward"/>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var x = nn.functional.dropout(input.Plus(_positions.narrow(0, 0, input.shape[1])), _dropout, training);
        foreach (var block in _blocks) x = block.call(x, mask);
        return _norm.call(x).MoveToOuterDisposeScope();
    }
}
