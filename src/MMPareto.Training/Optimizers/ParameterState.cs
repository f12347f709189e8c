using MMPareto.Native.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>A parameter with what an optimizer remembers of it.</summary>
/// <param name="name">Its name in the model.</param>
/// <param name="parameter">The parameter.</param>
/// <param name="ofEncoder">Whether it is one of a group's: of an encoder, or of the shared trunk.</param>
/// <param name="encoderFactor">Factor on the learning rate of such parameters.</param>
/// <param name="momentCount">Numbers remembered for each value.</param>
internal sealed class ParameterState(string name, Parameter parameter, bool ofEncoder, double encoderFactor, int momentCount) : IStateful, IDisposable
{
    private long _steps;

    /// <summary>Its name in the model.</summary>
    public string Name => name;

    /// <summary>The parameter.</summary>
    public Parameter Parameter => parameter;

    /// <summary>Whether it is one of a group's.</summary>
    public bool IsOfEncoder => ofEncoder;

    /// <summary>Factor on the learning rate.</summary>
    public double Factor { get; } = ofEncoder ? encoderFactor : 1;

    /// <summary>What is remembered, each as the parameter lies in memory; zero at first.</summary>
    public Tensor[] Moments { get; } =
        [.. Enumerable.Range(0, momentCount).Select(_ => zeros_like(parameter).DetachFromDisposeScope())];

    /// <summary>Counts a step; one without a gradient does not count.</summary>
    /// <returns>Steps taken, this one included.</returns>
    public long NextStep() => ++_steps;

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Number("steps", ref _steps);
        for (var i = 0; i < Moments.Length; i++) state.Tensor($"moment-{i + 1}", Moments[i]);
        // A gradient that is zero moves the parameter by its momentum; where none has been yet, it stays.
        using var gradient = parameter.grad;
        var hasGradient = gradient is not null;
        state.Flag("has-gradient", ref hasGradient);
        if (!state.IsRestoring || hasGradient == gradient is not null) return;
        using var zeros = zeros_like(parameter);
        parameter.grad = hasGradient ? zeros : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var moment in Moments) moment.Dispose();
    }
}
