using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>The scores of a model on one set: its main output and each head's own.</summary>
public sealed record EvaluationRecord
{
    /// <summary>The main output: the fused head; in multi-task training, which has none, the mean over the tasks.</summary>
    public required ScoreRecord Fused { get; init; }

    /// <summary>The output of each modality's own head, by modality, in the model's order; empty in multi-task training.</summary>
    public required IReadOnlyDictionary<string, ScoreRecord> Modalities { get; init; }

    /// <summary>The output of each task's head, by task, in the model's order; null, and left out of the file, but in
    /// multi-task training.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, ScoreRecord>? Tasks { get; init; }

    /// <summary>The main output on the samples that have exactly some modalities, by their names joined by '+'; null, and left out of the
    /// file, when all samples have all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, PatternRecord>? Patterns { get; init; }

    /// <summary>The heads beside the main output: of the tasks in multi-task training, else of the modalities.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, ScoreRecord> Heads => Tasks ?? Modalities;

    /// <summary>What tables call the main output.</summary>
    [JsonIgnore]
    public string MainName => Tasks is null ? "fused" : "mean";
}
