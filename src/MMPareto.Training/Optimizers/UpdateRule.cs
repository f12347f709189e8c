using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>How parameters follow their gradients: the formula of an optimizer, and nothing else.</summary>
internal abstract class UpdateRule
{
    /// <summary>What must be remembered for each value of a parameter, 0 to 2 numbers that begin at zero.</summary>
    public abstract int MomentCount { get; }

    /// <summary>One step of some values, in place, as one pass over memory.</summary>
    /// <param name="values">Values of a parameter.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="first">Their first moment; empty where there is none.</param>
    /// <param name="second">Their second moment; empty where there is none.</param>
    /// <param name="step">Numbers of the step.</param>
    public abstract void Follow(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, in UpdateStep step);

    /// <summary>The same by operations of libtorch: any device and number type. Called where autograd is off.</summary>
    /// <param name="values">The parameter.</param>
    /// <param name="gradient">Its gradient; left alone.</param>
    /// <param name="moments">Its moments.</param>
    /// <param name="step">Numbers of the step.</param>
    public abstract void Follow(Tensor values, Tensor gradient, Tensor[] moments, in UpdateStep step);
}
