namespace MMPareto.Runs;

/// <summary>The scores of a model on one set: the fused output and each modality's own.</summary>
public sealed record EvaluationRecord
{
    /// <summary>The output of the fused head.</summary>
    public required ScoreRecord Fused { get; init; }

    /// <summary>The output of each modality's own head, by modality, in the model's order.</summary>
    public required IReadOnlyDictionary<string, ScoreRecord> Modalities { get; init; }
}
