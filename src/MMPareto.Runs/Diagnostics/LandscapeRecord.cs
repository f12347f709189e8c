namespace MMPareto.Runs.Diagnostics;

/// <summary>The loss on a plane through the solution, spanned by two random directions with the norm of each filter.</summary>
public sealed record LandscapeRecord
{
    /// <summary>Positions along each direction, in units of the filter norms; the middle one is 0, the solution.</summary>
    public required IReadOnlyList<double> Positions { get; init; }

    /// <summary>The multimodal loss (in multi-task training the mean loss) at each point: a row for each position along the
    /// second direction.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Losses { get; init; }

    /// <summary>The set that the loss was taken on.</summary>
    public required string Split { get; init; }

    /// <summary>Number of samples of that set.</summary>
    public required int Samples { get; init; }

    /// <summary>Seed of the directions.</summary>
    public required long Seed { get; init; }
}
