namespace MMPareto.Data;

/// <summary>The three parts of a data set, and what defines them.</summary>
/// <param name="Train">For gradients.</param>
/// <param name="Validation">For choosing epochs and settings.</param>
/// <param name="Test">Scored once, at the end.</param>
/// <param name="ContentHash">
/// SHA-256, in hexadecimal, over the raw bytes, the options and the seed: equal hash, equal data.
/// </param>
/// <param name="Notes">What a reader of the results should know, each a sentence.</param>
public sealed record DatasetSplits(
    IMultimodalDataset Train,
    IMultimodalDataset Validation,
    IMultimodalDataset Test,
    string ContentHash,
    IReadOnlyList<string> Notes)
{
    /// <summary>Samples that could not be read and are in no part, each with the reason; none unless that was asked for.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
