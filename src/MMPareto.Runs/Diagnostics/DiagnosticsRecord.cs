namespace MMPareto.Runs.Diagnostics;

/// <summary>What was found out about a finished run on request: <c>diagnostics.json</c>. Holds no clock, path or host.</summary>
/// <remarks>Each part is null until it was asked for.</remarks>
public sealed record DiagnosticsRecord
{
    /// <summary>The version of this schema that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The weights looked at: <c>best</c> or <c>last</c>.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>Linear probe of each frozen encoder, by modality.</summary>
    public IReadOnlyDictionary<string, ProbeRecord>? Probes { get; init; }

    /// <summary>Contribution of each modality to the fused accuracy.</summary>
    public ContributionRecord? Contributions { get; init; }

    /// <summary>Mini-batch noise of the gradients of each encoder at frozen weights, by encoder.</summary>
    public IReadOnlyDictionary<string, GradientNoiseRecord>? GradientNoise { get; init; }

    /// <summary>The loss around the solution.</summary>
    public LandscapeRecord? Landscape { get; init; }
}
