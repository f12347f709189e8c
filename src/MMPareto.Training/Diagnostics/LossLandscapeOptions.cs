namespace MMPareto.Training.Diagnostics;

/// <summary>How <see cref="LossLandscape"/> looks around. Defaults are this project's.</summary>
public sealed record LossLandscapeOptions
{
    /// <summary>Points along each direction from −1 to 1, odd and at least 3, so that the middle one is the solution. Default 11.</summary>
    public int Points { get; init; } = 11;

    /// <summary>Training samples at most, at least 1. Default 1,000.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>Decides directions and samples. Default 0.</summary>
    public long Seed { get; init; }
}
