namespace MMPareto.Runs.Comparisons;

/// <summary>One method of a comparison.</summary>
public sealed record ComparedMethodRecord
{
    /// <summary>Name of the method.</summary>
    public required string Name { get; init; }

    /// <summary>Why the method cannot train this model; null when it can. It then has no runs.</summary>
    public string? Refused { get; init; }

    /// <summary>Its runs, one a seed.</summary>
    public required IReadOnlyList<ComparedRunRecord> Runs { get; init; }

    /// <summary>Test accuracy at the epoch that was best on validation, by output: the main one first, then each head.</summary>
    public required IReadOnlyDictionary<string, MeanRecord> Accuracy { get; init; }

    /// <summary>Test macro-F1 of the main output at that epoch; null without a finished run.</summary>
    public MeanRecord? MacroF1 { get; init; }

    /// <summary>Test accuracy of the main output at the last epoch; null without a finished run.</summary>
    public MeanRecord? LastEpochAccuracy { get; init; }

    /// <summary>Validation accuracy of the main output at the best epoch; null without a finished run.</summary>
    public MeanRecord? ValidationAccuracy { get; init; }

    /// <summary>Seconds of training and validation of a run; null without a finished run.</summary>
    public MeanRecord? Seconds { get; init; }

    /// <summary>Difference to the baseline in test accuracy of the main output; null for the baseline itself and where
    /// fewer than one seed has finished for both.</summary>
    public DifferenceRecord? Difference { get; init; }

    /// <summary>Means over the runs of each encoder's gradient conflict, by encoder.</summary>
    public required IReadOnlyDictionary<string, ConflictRecord> Encoders { get; init; }

    /// <summary>How its settings were tuned; null when they were not.</summary>
    public TuningRecord? Tuning { get; init; }

    /// <summary>What readers of its numbers should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }
}
