using MMPareto.Runs;

namespace MMPareto.Training.Checkpoints;

/// <summary>Where in a training a saved state is, and what it must look like. Holds no clock, path or host.</summary>
public sealed record StateManifest
{
    /// <summary>The version of this schema that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Steps taken in all.</summary>
    public required long Step { get; init; }

    /// <summary>Epochs that were whole.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps taken in the epoch that goes on; 0 between epochs.</summary>
    public required int StepOfEpoch { get; init; }

    /// <summary>How long the records of the run were.</summary>
    public required RecordLengths Records { get; init; }

    /// <summary>SHA-256 of the tensors' file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
