namespace MMPareto.Runs;

/// <summary>The test scores of the last epoch, beside those of the best: what choosing the epoch has changed.</summary>
public sealed record LastEpochRecord
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Scores on the test set with the weights of that epoch.</summary>
    public required EvaluationRecord Test { get; init; }
}
