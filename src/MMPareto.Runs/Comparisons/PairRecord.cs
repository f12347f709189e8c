namespace MMPareto.Runs.Comparisons;

/// <summary>Two methods held against each other.</summary>
public sealed record PairRecord
{
    /// <summary>Name of the one.</summary>
    public required string Method { get; init; }

    /// <summary>Name of the other, which is subtracted.</summary>
    public required string Against { get; init; }

    /// <summary>The difference; null where fewer than one seed has finished for both.</summary>
    public DifferenceRecord? Difference { get; init; }
}
