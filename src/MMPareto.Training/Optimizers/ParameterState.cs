using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>A parameter with what an optimizer remembers of it.</summary>
/// <param name="parameter">The parameter.</param>
/// <param name="factor">Factor on the learning rate.</param>
/// <param name="momentCount">Numbers remembered for each value.</param>
internal sealed class ParameterState(Parameter parameter, double factor, int momentCount) : IDisposable
{
    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; } = parameter;

    /// <summary>Factor on the learning rate.</summary>
    public double Factor { get; } = factor;

    /// <summary>What is remembered, each as the parameter lies in memory; zero at first.</summary>
    public Tensor[] Moments { get; } =
        [.. Enumerable.Range(0, momentCount).Select(_ => zeros_like(parameter).DetachFromDisposeScope())];

    /// <summary>Steps taken; a step without a gradient does not count.</summary>
    public long Steps { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var moment in Moments) moment.Dispose();
    }
}
