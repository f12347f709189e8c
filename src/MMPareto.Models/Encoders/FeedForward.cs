using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>The second half of a transformer block: linear to four times the width, GELU, linear back, for each token.</summary>
internal sealed class FeedForward : nn.Module<Tensor, Tensor>
{
    private const int Ratio = 4;

    [ComponentName(Name = "fc1")]
    private readonly Linear _fc1;

    [ComponentName(Name = "fc2")]
    private readonly Linear _fc2;

    public FeedForward(int width) : base(nameof(FeedForward))
    {
        _fc1 = nn.Linear(width, Ratio * width);
        _fc2 = nn.Linear(Ratio * width, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _fc2.call(nn.functional.gelu(_fc1.call(input))).MoveToOuterDisposeScope();
    }
}
