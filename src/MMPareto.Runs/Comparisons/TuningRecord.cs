namespace MMPareto.Runs.Comparisons;

/// <summary>How settings of a method were chosen on validation.</summary>
public sealed record TuningRecord
{
    /// <summary>Number of runs, the same for every method.</summary>
    public required int Budget { get; init; }

    /// <summary>Epochs of each.</summary>
    public required int Epochs { get; init; }

    /// <summary>What was tried, in order.</summary>
    public required IReadOnlyList<TuningCandidateRecord> Candidates { get; init; }

    /// <summary>The settings chosen, each <c>key=value</c>; empty when every candidate failed.</summary>
    public required IReadOnlyList<string> Chosen { get; init; }

    /// <summary>Keys whose chosen value lies at the edge of what was tried, where a better one may lie beyond.</summary>
    public IReadOnlyList<string> AtEdge { get => field ?? []; init; }
}
