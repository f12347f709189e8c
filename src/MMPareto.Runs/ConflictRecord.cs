namespace MMPareto.Runs;

/// <summary>Conflict between the gradients of one encoder, over all recorded steps of a run.</summary>
/// <remarks>Null stands for what the method does not measure.</remarks>
public sealed record ConflictRecord
{
    /// <summary>Fraction of recorded steps on which the gradients were in conflict, from 0 to 1.</summary>
    public double? ConflictRate { get; init; }

    /// <summary>Mean cosine between the gradients of the multimodal and of the unimodal loss, from -1 to 1.</summary>
    public double? MeanCosine { get; init; }
}
