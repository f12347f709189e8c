namespace MMPareto.Runs.Comparisons;

/// <summary>One run of a comparison.</summary>
public sealed record ComparedRunRecord
{
    /// <summary>The training seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The run folder, relative to the comparison's, with slashes; null when the run has failed.</summary>
    public string? Folder { get; init; }

    /// <summary>What ended it, in one line; null when it has finished.</summary>
    public string? Failure { get; init; }

    /// <summary>The epoch that was best on validation, from 1; 0 when it has failed.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Test accuracy by output, the main one first; empty when it has failed.</summary>
    public required IReadOnlyDictionary<string, double> Accuracy { get; init; }
}
