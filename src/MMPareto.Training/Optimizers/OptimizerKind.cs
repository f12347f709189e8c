namespace MMPareto.Training.Optimizers;

/// <summary>The optimizers on offer.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent with momentum.</summary>
    SGD,

    /// <summary>Adam with decoupled weight decay.</summary>
    AdamW,
}
