using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>SGD with momentum: g' = g + λθ; v ← g' in the first step, then μv + g'; θ ← θ − ηfv.</summary>
internal sealed class MomentumUpdate(Parameter parameter, double factor, OptimizerOptions options) : ParameterUpdate(parameter, factor)
{
    private Tensor? _velocity;

    /// <inheritdoc/>
    public override void Dispose() => _velocity?.Dispose();

    /// <inheritdoc/>
    protected override void Follow(Tensor gradient, double rate)
    {
        var decayed = options.WeightDecay == 0 ? gradient : gradient.Plus(Parameter, options.WeightDecay);
        Parameter.PlusInPlace(options.Momentum == 0 ? decayed : Gather(decayed), -rate * Factor);
    }

    private Tensor Gather(Tensor gradient) =>
        _velocity is null ? _velocity = gradient.clone().DetachFromDisposeScope() : _velocity.TimesInPlace(options.Momentum).PlusInPlace(gradient, 1);
}
