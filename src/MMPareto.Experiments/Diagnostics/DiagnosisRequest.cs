namespace MMPareto.Experiments.Diagnostics;

/// <summary>What to find out about a run.</summary>
public sealed record DiagnosisRequest
{
    /// <summary>Which parts. Default all.</summary>
    public DiagnosticParts Parts { get; init; } = DiagnosticParts.All;

    /// <summary>The weights to look at, one of <see cref="Experiment.Checkpoints"/>. Default <c>best</c>.</summary>
    public string Checkpoint { get; init; } = "best";

    /// <summary>Samples that each part looks at, at most; null for the defaults of the parts. For a quick trial.</summary>
    public int? Limit { get; init; }
}
