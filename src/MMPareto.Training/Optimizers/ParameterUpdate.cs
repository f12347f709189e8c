using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>How one parameter follows its gradient, and what must be remembered for it.</summary>
/// <param name="parameter">The parameter; changed in place.</param>
/// <param name="factor">Factor on the learning rate.</param>
internal abstract class ParameterUpdate(Parameter parameter, double factor) : IDisposable
{
    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; } = parameter;

    /// <summary>Factor on the learning rate.</summary>
    protected double Factor { get; } = factor;

    /// <summary>One step along the parameter's gradient; without one it stays. Called where autograd is off.</summary>
    /// <param name="rate">The learning rate.</param>
    public void Step(double rate)
    {
        using var scope = NewDisposeScope();
        if (Parameter.grad is { } gradient) Follow(gradient, rate);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>One step along a gradient.</summary>
    /// <param name="gradient">The gradient; left alone.</param>
    /// <param name="rate">The learning rate.</param>
    protected abstract void Follow(Tensor gradient, double rate);
}
