using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>The training side of an epoch: the main output and each head's own.</summary>
public sealed record TrainingRecord
{
    /// <summary>The main output: the fused head; in multi-task training, which has none, the mean over the tasks.</summary>
    public required LossRecord Fused { get; init; }

    /// <summary>The output of each modality's own head, by modality, in the model's order; empty in multi-task training.</summary>
    public required IReadOnlyDictionary<string, LossRecord> Modalities { get; init; }

    /// <summary>The output of each task's head, by task, in the model's order; null, and left out of the file, but in
    /// multi-task training.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, LossRecord>? Tasks { get; init; }

    /// <summary>The heads beside the main output: of the tasks in multi-task training, else of the modalities.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, LossRecord> Heads => Tasks ?? Modalities;
}
