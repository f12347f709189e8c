namespace MMPareto.Gradients;

/// <summary>Combines the gradient rows of an encoder into one gradient, in row 0.</summary>
/// <remarks>Most methods need only the Gramian and implement <see cref="IWeighting"/>; this is for those that need the rows.</remarks>
public abstract class Aggregator
{
    /// <summary>The weight that every row gets in every step, or null when the result depends on the gradients.</summary>
    public virtual double? ConstantWeight => null;

    /// <summary>The weighting behind it, for which the Gramian of the rows is enough; null for a rule that needs the rows themselves.</summary>
    public virtual IWeighting? Weighting => null;

    /// <summary>Combines the rows of one encoder; the result replaces row 0.</summary>
    /// <param name="rows">The gradient rows, [m, n].</param>
    /// <param name="statistics">Their Gramian, the losses and the step.</param>
    /// <param name="weights">Receives the weights of the rows before any rule of length per tensor, length m.</param>
    /// <returns>Why they were combined so, and the length of the result.</returns>
    public abstract Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights);
}
