namespace MMPareto.Runs;

/// <summary>What a run was made with and on: <c>environment.json</c>.</summary>
/// <remarks>With <c>timing.jsonl</c> the only place for what differs between equal runs.</remarks>
public sealed record EnvironmentRecord
{
    /// <summary>Versions of the software.</summary>
    public required VersionsRecord Versions { get; init; }

    /// <summary>Operating system and architecture, for example <c>Ubuntu 24.04 x64</c>.</summary>
    public required string OS { get; init; }

    /// <summary>Name of the processor.</summary>
    public required string Cpu { get; init; }

    /// <summary>Number of logical processors that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Number of threads that libtorch computed with; sums depend on it in their last digits.</summary>
    public required int Threads { get; init; }

    /// <summary>The device, for example <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>What the encoders computed in while training, <c>fp32</c> or <c>bf16</c>; null in runs of earlier versions, which was fp32.</summary>
    public string? Precision { get; init; }

    /// <summary>The training seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Hash of the training, validation and test data, for example <c>sha256:9f86d081...</c>.</summary>
    public required string DataHash { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The command as it was typed.</summary>
    public required string CommandLine { get; init; }
}
