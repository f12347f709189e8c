namespace MMPareto.Gradients;

/// <summary>A weighting that learns from step to step: a step left out would change what it gives in later ones.</summary>
public interface ILearningWeighting : IWeighting
{
    /// <summary>What it learns, in the middle of a sentence: <c>its weights</c>.</summary>
    string Learns { get; }
}
