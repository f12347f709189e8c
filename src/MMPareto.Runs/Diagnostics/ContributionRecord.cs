namespace MMPareto.Runs.Diagnostics;

/// <summary>Shapley values of the modalities: the fused test accuracy with the inputs of the others set to zero.</summary>
public sealed record ContributionRecord
{
    /// <summary>Test accuracy for each subset of modalities, names joined with <c>+</c>; the empty subset is <c>none</c>.</summary>
    public required IReadOnlyDictionary<string, double> Subsets { get; init; }

    /// <summary>The Shapley value of each modality; they sum to the accuracy with all modalities less that with none.</summary>
    public required IReadOnlyDictionary<string, double> Shapley { get; init; }

    /// <summary>Number of test samples; null where it was not told.</summary>
    public int? Samples { get; init; }
}
