using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A multi-layer perceptron with one hidden layer for inputs of any shape, which it flattens.</summary>
/// <remarks>[b, …] → linear → ReLU → linear → ReLU → [b, d].</remarks>
public sealed class MLPEncoder : Encoder
{
    [ComponentName(Name = "hidden")]
    private readonly Linear _hidden;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    /// <summary>An encoder for inputs of one length.</summary>
    /// <param name="inputLength">Values of a sample, at least 1.</param>
    /// <param name="hiddenCount">Units of the hidden layer, at least 1.</param>
    /// <param name="featureCount">Number of features, d ≥ 1.</param>
    public MLPEncoder(long inputLength, int hiddenCount = 64, int featureCount = 64) : base(nameof(MLPEncoder), featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        _hidden = nn.Linear(inputLength, hiddenCount);
        _output = nn.Linear(hiddenCount, featureCount);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = nn.functional.relu(_hidden.call(input.flatten(1)), inplace: true);
        return nn.functional.relu(_output.call(hidden), inplace: true).MoveToOuterDisposeScope();
    }
}
