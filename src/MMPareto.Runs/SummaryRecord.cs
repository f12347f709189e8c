namespace MMPareto.Runs;

/// <summary>The outcome of a run: <c>summary.json</c>. Holds no clock, path or host.</summary>
/// <remarks>All fractions are from 0 to 1. A run that ended before its first epoch was whole has no summary.</remarks>
public sealed record SummaryRecord
{
    /// <summary>The version of this schema that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the balancing method, for example <c>mmpareto</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The training seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The epoch that was best on validation, from 1.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Scores on the test set with the weights of the best epoch.</summary>
    public required EvaluationRecord Test { get; init; }

    /// <summary>Gradient conflict of each encoder, by name, in the model's order.</summary>
    public required IReadOnlyDictionary<string, ConflictRecord> Encoders { get; init; }

    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Number of epochs that were run whole.</summary>
    public required int Epochs { get; init; }

    /// <summary>How the run ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What ended it early; null when it finished.</summary>
    public StopReason? StoppedBy { get; init; }

    /// <summary>Scores on the validation set with the weights of the best epoch.</summary>
    public required EvaluationRecord Validation { get; init; }

    /// <summary>Test scores of the last epoch.</summary>
    public required LastEpochRecord Last { get; init; }

    /// <summary>Number of trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>What a reader of the numbers should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }
}
