using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A small transformer on arrays over time.</summary>
/// <remarks>
/// [b, t, v] → linear and learned positions → blocks (<see cref="TransformerBlock"/>) → layer norm → mean over time → linear →
/// [b, d]. All steps count; there is no padding.
/// </remarks>
public sealed class SequenceEncoder : Encoder
{
    [ComponentName(Name = "input")]
    private readonly Linear _input;

    [ComponentName(Name = "transformer")]
    private readonly TransformerLayers _transformer;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    private readonly int _valueCount;
    private readonly int _length;

    /// <summary>An encoder for sequences.</summary>
    /// <param name="valueCount">Values of a step, v ≥ 1.</param>
    /// <param name="length">Most steps of a sequence, at least 1.</param>
    /// <param name="featureCount">Number of features, d ≥ 1.</param>
    /// <param name="options">Sizes of the transformer; null for the defaults.</param>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public SequenceEncoder(int valueCount, int length, int featureCount = 64, TransformerOptions? options = null)
        : base(nameof(SequenceEncoder), featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(valueCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        options ??= new();
        (_valueCount, _length) = (valueCount, length);
        _transformer = new TransformerLayers(length, options);
        _input = nn.Linear(valueCount, options.Width);
        _output = nn.Linear(options.Width, featureCount);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">[b, t, v] with t from 1 to the length.</param>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        if (input.shape is not [_, var steps, var values] || steps < 1 || steps > _length || values != _valueCount)
            throw new ArgumentException(
                $"input must be [b, t, {_valueCount}] with t from 1 to {_length}; got [{string.Join(", ", input.shape)}].", nameof(input));
        return _output.call(_transformer.call(_input.call(input), null).mean([1])).MoveToOuterDisposeScope();
    }
}
