namespace MMPareto.Runs;

/// <summary>How the main output did on the samples that have exactly some modalities.</summary>
public sealed record PatternRecord : MetricsRecord
{
    /// <summary>How many there are.</summary>
    public required long Samples { get; init; }
}
