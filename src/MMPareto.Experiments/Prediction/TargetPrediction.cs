using MMPareto.Data;

namespace MMPareto.Experiments.Prediction;

/// <summary>What a model says of one target of one sample.</summary>
/// <param name="Name">Name of the target.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Label">The likeliest class; the labels from a probability of one half on, with '|' between them; or the number as text.</param>
public sealed record TargetPrediction(string Name, TargetKind Kind, string Label)
{
    /// <summary>Probability of <see cref="Label"/>, where it is a class.</summary>
    public double? Probability { get; init; }

    /// <summary>The number in its own units, where it is one.</summary>
    public double? Number { get; init; }

    /// <summary>Probability of each class or label by its name, in the order of the outputs; empty for a number.</summary>
    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }
}
