using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>AdamW: θ ← θ(1 − ηλ) − ηf·m̂/(√v̂ + ε), with m̂ and v̂ the running means of gradient and squared gradient, corrected
/// for their start at zero. The factor f leaves the decay as it is.</summary>
internal sealed class AdamWUpdate(Parameter parameter, double factor, OptimizerOptions options) : ParameterUpdate(parameter, factor)
{
    private readonly Tensor _mean = zeros_like(parameter).DetachFromDisposeScope();
    private readonly Tensor _square = zeros_like(parameter).DetachFromDisposeScope();
    private long _steps;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
    }

    /// <inheritdoc/>
    protected override void Follow(Tensor gradient, double rate)
    {
        _steps++;
        Parameter.TimesInPlace(1 - (rate * options.WeightDecay));
        _mean.TimesInPlace(options.Beta1).PlusInPlace(gradient, 1 - options.Beta1);
        _square.TimesInPlace(options.Beta2).PlusProductInPlace(gradient, gradient, 1 - options.Beta2);
        var spread = _square.sqrt().DividedBy(Math.Sqrt(1 - Math.Pow(options.Beta2, _steps))).PlusInPlace(options.Epsilon);
        Parameter.PlusQuotientInPlace(_mean, spread, -rate * Factor / (1 - Math.Pow(options.Beta1, _steps)));
    }
}
