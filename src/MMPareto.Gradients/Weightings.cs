using MMPareto.Gradients.Aggregation;

namespace MMPareto.Gradients;

/// <summary>The ready-made ways to integrate gradients, by the names used in configs and tables.</summary>
public static class Weightings
{
    /// <summary><c>joint</c>: only the multimodal loss trains the encoders.</summary>
    public static IWeighting Joint() => new JointWeighting();

    /// <summary><c>uniform</c>: the plain sum of the gradients.</summary>
    public static IWeighting Uniform() => UniformScaled(1);

    /// <summary><c>uniform-scaled</c>: the plain sum × γ, the control that any claim for MMPareto must beat.</summary>
    /// <param name="gamma">Factor on the encoders' gradients, above 0.</param>
    public static IWeighting UniformScaled(double gamma = 1.5) =>
        new MMParetoWeighting(new() { Direction = Direction.Sum, Length = LengthRule.AsIs, Gamma = gamma });

    /// <summary><c>pareto</c>: the min-norm direction in every step, weights that sum to the number of rows.</summary>
    public static IWeighting Pareto() =>
        new MMParetoWeighting(new() { Direction = Direction.MinNorm, Length = LengthRule.AsIs, Gamma = 1 });

    /// <summary><c>mmpareto</c>: [MMPareto2024] as published; the length rule holds for the whole encoder.</summary>
    /// <param name="gamma">Rescale factor, above 0.</param>
    public static IWeighting MMPareto(double gamma = 1.5) => new MMParetoWeighting(new() { Gamma = gamma });

    /// <summary>The multiple-gradient descent algorithm with weights that sum to 1 [Desideri2012].</summary>
    public static IWeighting MGDA() => new MGDAWeighting();

    /// <summary>
    /// <c>mmpareto-official</c>: as the released code of [MMPareto2024] computes it, tensor by tensor, and with
    /// orthogonal rows counted as a conflict.
    /// </summary>
    /// <param name="gamma">Rescale factor, above 0.</param>
    public static Aggregator MMParetoOfficial(double gamma = 1.5) =>
        new TensorScopeAggregator(new() { Gamma = gamma, OrthogonalIsConflict = true });

    /// <summary><c>pcgrad</c>: each row without what it has against the others, then the sum [Yu2020].</summary>
    public static IWeighting PCGrad() => new PCGradWeighting();

    /// <summary><c>gradnorm</c>: learnt weights that bring the lengths of the rows to common targets [Chen2018].</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    public static IWeighting GradNorm(GradNormOptions? options = null) => new GradNormWeighting(options);

    /// <summary><c>metabalance</c>: every row drawn to the length of row 0, tensor by tensor [He2022].</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    public static Aggregator MetaBalance(MetaBalanceOptions? options = null) => new MetaBalanceAggregator(options);
}
