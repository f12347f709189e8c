using MMPareto.Models;
using MMPareto.Native.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>An optimizer over a model's parameters in two sets: those of the groups (encoders, or the shared trunk), and all others.</summary>
/// <remarks>A step is one pass over memory by vector code, with clipping and decay in it; on other devices than the CPU a few operations of
/// libtorch for each parameter. Results are those of TorchSharp's own optimizers to rounding. See <c>docs/performance.md</c>.</remarks>
public sealed class ModelOptimizer : IStateful, IDisposable
{
    private readonly UpdateRule _rule;
    private readonly ParameterState[] _states;
    private double _rate;

    /// <summary>An optimizer for a model in its final place; frozen parameters are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public ModelOptimizer(Model model, OptimizerOptions options)
    {
        options.Validate();
        (Options, _rate) = (options, options.LearningRate);
        _rule = options.Kind == OptimizerKind.SGD ? new MomentumRule(options.Momentum, options.WeightDecay) : new AdamWRule(options);
        var encoders = model.Groups.SelectMany(group => group.Module.parameters()).Select(p => p.Handle).ToHashSet();
        _states = [.. model.named_parameters().DistinctBy(p => p.parameter.Handle).Where(p => p.parameter.requires_grad)
            .Select(p => new ParameterState(p.name, p.parameter, encoders.Contains(p.parameter.Handle), options.EncoderFactor, _rule.MomentCount))];
    }

    /// <summary>Its settings.</summary>
    public OptimizerOptions Options { get; }

    /// <summary>Sets the learning rate of both sets.</summary>
    /// <param name="scheduleFactor">The schedule's factor on the learning rate, 0 or more.</param>
    /// <returns>The learning rate of the parameters outside the encoders.</returns>
    public double SetLearningRate(double scheduleFactor) => _rate = Options.LearningRate * scheduleFactor;

    /// <summary>Sets all gradients to zero, in place.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var state in _states) state.Parameter.grad?.zero_();
    }

    /// <summary>The first parameter whose gradient has a value that is not finite.</summary>
    /// <param name="withEncoders">Whether the parameters of the groups are looked at too.</param>
    /// <returns>Its name in the model, and itself; null when all are finite.</returns>
    public (string Name, Parameter Parameter)? FirstNotFinite(bool withEncoders)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var found = Array.Find(_states, state => (withEncoders || !state.IsOfEncoder)
            && state.Parameter.grad is { } gradient && !double.IsFinite(GradientClipping.SquaredLength(gradient)));
        return found is null ? null : (found.Name, found.Parameter);
    }

    /// <summary>One update of all parameters; those without a gradient stay.</summary>
    /// <param name="clipNorm">Largest length of the whole gradient, to which it is shortened on the way; <c>grad</c> stays as it is. 0, the
    /// default, for no limit.</param>
    public void Step(double clipNorm = 0)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var gradients = Array.ConvertAll(_states, state => state.Parameter.grad);
        var clip = clipNorm > 0 ? GradientClipping.FactorFor([.. gradients.OfType<Tensor>()], clipNorm) : 1;
        var pass = new FusedPass(_rule);
        for (var i = 0; i < _states.Length; i++)
        {
            if (gradients[i] is not { } gradient) continue;
            var state = _states[i];
            var step = new UpdateStep(state.NextStep(), _rate, state.Factor, clip);
            if (!pass.TryAdd(state, gradient, step)) _rule.Follow(state.Parameter, gradient, state.Moments, step);
        }
        pass.Run();
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        foreach (var parameter in _states) state.Visit(parameter.Name, parameter);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var state in _states) state.Dispose();
    }
}
