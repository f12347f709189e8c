namespace MMPareto.Runs.Comparisons;

/// <summary>One place of a map: a comparison under its settings.</summary>
public sealed record MapCellRecord
{
    /// <summary>The value of each dial, in their order.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>The comparison's folder, relative to the map's, with slashes.</summary>
    public required string Folder { get; init; }

    /// <summary>Test accuracy of the main output, by method.</summary>
    public required IReadOnlyDictionary<string, MeanRecord> Accuracy { get; init; }

    /// <summary>Share of the recorded steps with gradients in conflict, in the encoder where it is largest, by method; null
    /// where nothing was measured.</summary>
    public required IReadOnlyDictionary<string, double?> ConflictRate { get; init; }

    /// <summary>The pairs of the map, in their order; p-values are corrected for the number of places.</summary>
    public required IReadOnlyList<PairRecord> Pairs { get; init; }

    /// <summary>What pays here; null where the methods or seeds that tell are missing.</summary>
    public MapRegion? Region { get; init; }

    /// <summary>What the tuning has chosen, by method; empty without tuning.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Tuned { get; init; }

    /// <summary>Runs that have failed.</summary>
    public int Failures { get; init; }

    /// <summary>What readers of its numbers should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }
}
