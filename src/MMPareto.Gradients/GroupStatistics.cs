namespace MMPareto.Gradients;

/// <summary>What happened to one encoder in one step.</summary>
public sealed record GroupStatistics
{
    /// <summary>Name of the encoder.</summary>
    public required string Name { get; init; }

    /// <summary>Length of each gradient row; the multimodal one first. Only that of the sum when the rows were not measured.</summary>
    public required IReadOnlyList<double> Norms { get; init; }

    /// <summary>Weight of each row in the combined gradient.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Lowest cosine of two rows, -1 to 1; null when a row is zero or the rows were not measured.</summary>
    public double? Cosine { get; init; }

    /// <summary>Whether two rows have a negative inner product; null when the rows were not measured.</summary>
    public bool? Conflict { get; init; }

    /// <summary>Length of the plain sum of the rows.</summary>
    public required double SumLength { get; init; }

    /// <summary>Length of the combined gradient.</summary>
    public required double Length { get; init; }

    /// <summary>Why the rows were combined so.</summary>
    public required CombinationReason Reason { get; init; }
}
