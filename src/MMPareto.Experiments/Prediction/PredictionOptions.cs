namespace MMPareto.Experiments.Prediction;

/// <summary>What a prediction reads and writes.</summary>
public sealed record PredictionOptions
{
    /// <summary>The manifest; a label column is not needed.</summary>
    public required string Manifest { get; init; }

    /// <summary>The file to write; its ending decides the format. Must not exist.</summary>
    public required string Output { get; init; }

    /// <summary>Whether each modality's own prediction and contribution are written too.</summary>
    public bool Each { get; init; }

    /// <summary>Folder that paths in cells start from; null for that of the manifest.</summary>
    public string? Root { get; init; }

    /// <summary>Whether links below that folder may lead out of it; what the configuration of the model says of links does not count.</summary>
    public bool FollowLinks { get; init; }
}
