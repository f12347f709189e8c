namespace MMPareto.Runs.Diagnostics;

/// <summary>The gradients of one encoder over mini-batches at frozen weights (Fig. 1d of [MMPareto2024]).</summary>
public sealed record GradientNoiseRecord
{
    /// <summary>Number of mini-batches.</summary>
    public required int Batches { get; init; }

    /// <summary>Samples in each.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The gradient of each loss, by its name: <c>multimodal</c> and <c>unimodal</c>, or the tasks.</summary>
    public required IReadOnlyDictionary<string, LossNoiseRecord> Losses { get; init; }

    /// <summary>Cosine of the first two gradients on each mini-batch; null where one is zero.</summary>
    public required IReadOnlyList<double?> Cosines { get; init; }
}
