namespace MMPareto.Models;

/// <summary>What stands between the trunk and the logits of a task.</summary>
public sealed record TaskHeadOptions
{
    /// <summary>Units of one hidden layer, followed by ReLU and dropout; 0 for a linear head. Default 0.</summary>
    public int HiddenCount { get; init; }

    /// <summary>Probability that a hidden unit is dropped in training, from 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;
}
