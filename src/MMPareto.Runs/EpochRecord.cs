namespace MMPareto.Runs;

/// <summary>One epoch of a run; a line of <c>metrics.jsonl</c>. Holds no clock, path or host.</summary>
public sealed record EpochRecord
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Losses and accuracies on the training batches.</summary>
    public required TrainingRecord Train { get; init; }

    /// <summary>Scores on the whole validation set after the epoch.</summary>
    public required EvaluationRecord Validation { get; init; }

    /// <summary>The gradients of each encoder, by name, in the model's order.</summary>
    public required IReadOnlyDictionary<string, EncoderRecord> Encoders { get; init; }
}
