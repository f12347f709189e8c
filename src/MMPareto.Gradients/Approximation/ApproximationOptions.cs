namespace MMPareto.Gradients.Approximation;

/// <summary>In which way the exact step, of rows at the encoders' parameters in every step, is approximated.</summary>
public sealed record ApproximationOptions
{
    /// <summary>Whether weights are found from the gradients at the encoders' outputs. Default: no.</summary>
    public bool AtFeatures { get; init; }

    /// <summary>Steps from one finding of the weights to the next, 1 or more; they are kept in between. Default 1: none are kept.</summary>
    public int RefreshEvery { get; init; } = 1;

    /// <summary>Whether nothing is approximated.</summary>
    public bool IsExact => !AtFeatures && RefreshEvery == 1;

    /// <summary>Why a rule has no such approximation, as the end of a sentence that begins with its name; null when it has.</summary>
    /// <param name="aggregator">The rule.</param>
    public string? ReasonAgainst(Aggregator aggregator) => aggregator.Weighting is not { } weighting
        ? "needs the gradients of each parameter tensor, of which an approximation knows no more than weights of whole rows"
        : aggregator.ConstantWeight is not null ? "weighs all rows alike, which one backward pass does exactly"
        : RefreshEvery > 1 && weighting is ILearningWeighting learning
            ? $"learns {learning.Learns} from step to step, which leaves no step out"
        : null;
}
