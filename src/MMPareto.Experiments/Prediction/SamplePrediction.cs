namespace MMPareto.Experiments.Prediction;

/// <summary>What a model says of one sample.</summary>
/// <param name="Targets">What is predicted: one, or in multi-task training one for each task.</param>
/// <param name="Modalities">What the own head of each modality says, by its name; null for a modality that the sample lacks. Empty in
/// multi-task training.</param>
public sealed record SamplePrediction(
    IReadOnlyList<TargetPrediction> Targets, IReadOnlyDictionary<string, TargetPrediction?> Modalities)
{
    /// <summary>The likeliest class, the labels, or the number as text; of the first target.</summary>
    public string Label => Targets[0].Label;

    /// <summary>Probability of the class; null where no class is predicted.</summary>
    public double? Probability => Targets[0].Probability;

    /// <summary>The number; null where none is predicted.</summary>
    public double? Number => Targets[0].Number;
}
