namespace MMPareto.Runs;

/// <summary>The gradients of one encoder over an epoch: means over its recorded steps.</summary>
/// <remarks>Null stands for what the method does not measure.</remarks>
public sealed record EncoderRecord
{
    /// <summary>Number of recorded steps that the means are taken over.</summary>
    public required int Steps { get; init; }

    /// <summary>Fraction of recorded steps on which the gradients were in conflict, from 0 to 1.</summary>
    public double? ConflictRate { get; init; }

    /// <summary>Mean over the steps of the lowest cosine of two gradient rows, from -1 to 1: of the multimodal and the
    /// unimodal loss, or of two tasks.</summary>
    public double? MeanCosine { get; init; }

    /// <summary>Mean Euclidean norm of the gradient of the multimodal loss; null in multi-task training.</summary>
    public double? MultimodalNorm { get; init; }

    /// <summary>Mean Euclidean norm of the gradient of the unimodal loss; null in multi-task training.</summary>
    public double? UnimodalNorm { get; init; }

    /// <summary>Mean length of the combined gradient over that of the plain sum.</summary>
    public double? LengthRatio { get; init; }
}
