namespace MMPareto.Runs;

/// <summary>What was done with the gradients of one encoder in one step.</summary>
public sealed record EncoderStepRecord
{
    /// <summary>Lowest cosine of two gradient rows, from -1 to 1; null when a row is zero or the rows were not
    /// measured.</summary>
    public double? Cosine { get; init; }

    /// <summary>Euclidean norm of each gradient row; row 0 is that of the multimodal loss, or of the first task.</summary>
    public required IReadOnlyList<double> Norms { get; init; }

    /// <summary>Weight of each row in the combined gradient.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Whether the gradients were in conflict; null when the rows were not measured.</summary>
    public bool? Conflict { get; init; }

    /// <summary>Euclidean norm of the plain sum of the rows.</summary>
    public required double SumLength { get; init; }

    /// <summary>Euclidean norm of the combined gradient.</summary>
    public required double Length { get; init; }

    /// <summary>Why the weights are what they are, for example <c>conflict</c> or <c>single_row</c>.</summary>
    public required string Reason { get; init; }
}
