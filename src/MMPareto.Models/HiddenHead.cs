using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>A head with one hidden layer: [b, d] → linear → ReLU → dropout → linear → [b, c].</summary>
internal sealed class HiddenHead : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "hidden")]
    private readonly Linear _hidden;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    private readonly double _dropout;

    public HiddenHead(int featureCount, TaskHeadOptions options, int classCount) : base(nameof(HiddenHead))
    {
        _hidden = nn.Linear(featureCount, options.HiddenCount);
        _output = nn.Linear(options.HiddenCount, classCount);
        _dropout = options.Dropout;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = nn.functional.relu(_hidden.call(input), inplace: true);
        return _output.call(nn.functional.dropout(hidden, _dropout, training)).MoveToOuterDisposeScope();
    }
}
