using MMPareto.Data;
using MMPareto.Data.Manifests.Labels;

namespace MMPareto.Experiments.Prediction;

/// <summary>What an exported model reads and says: <c>model.json</c>.</summary>
internal sealed record ExportRecord
{
    /// <summary>The version of the format that is written and read.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the format.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the balancing method it was trained with.</summary>
    public required string Method { get; init; }

    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The epoch that the weights are of.</summary>
    public required int Epoch { get; init; }

    /// <summary>The modalities, in the model's order.</summary>
    public required IReadOnlyList<Modality> Modalities { get; init; }

    /// <summary>What is predicted, in the order of the model's targets.</summary>
    public required IReadOnlyList<ManifestLabel> Labels { get; init; }
}
