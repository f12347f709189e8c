namespace MMPareto.Fuzzing.Results;

/// <summary>The kept table.</summary>
internal sealed record FuzzRecord
{
    /// <summary>Version of the format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The seed of all cases.</summary>
    public required int Seed { get; init; }

    /// <summary>A row a target.</summary>
    public required IReadOnlyList<TargetRecord> Targets { get; init; }

    /// <summary>A row a large input.</summary>
    public required IReadOnlyList<LargeRecord> Large { get; init; }
}
