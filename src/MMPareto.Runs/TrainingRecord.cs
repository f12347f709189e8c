namespace MMPareto.Runs;

/// <summary>The training side of an epoch: the fused output and each modality's own.</summary>
public sealed record TrainingRecord
{
    /// <summary>The output of the fused head.</summary>
    public required LossRecord Fused { get; init; }

    /// <summary>The output of each modality's own head, by modality, in the model's order.</summary>
    public required IReadOnlyDictionary<string, LossRecord> Modalities { get; init; }
}
