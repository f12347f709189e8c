namespace MMPareto.Gradients;

/// <summary>The outcome of combining the gradient rows of an encoder.</summary>
/// <param name="Reason">Why they were combined so.</param>
/// <param name="Length">Euclidean length of the combined gradient.</param>
public readonly record struct Combination(CombinationReason Reason, double Length);
