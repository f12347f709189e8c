namespace MMPareto.Training.Checkpoints;

/// <summary>What a weights file is. Holds no clock, path or host.</summary>
public sealed record CheckpointManifest
{
    /// <summary>Version of this schema.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The epoch that the weights are of, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Name of the weights file, in the same folder.</summary>
    public required string Weights { get; init; }

    /// <summary>SHA-256 of the weights file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of tensors in it.</summary>
    public required int Tensors { get; init; }

    /// <summary>Names of the modalities, in the model's order.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }
}
