namespace MMPareto.Data;

/// <summary>Where one sample is written: one piece of memory for each modality.</summary>
/// <remarks>
/// In a loader the memory is a row of the batch's own tensors, so a sample is decoded where it is used.
/// </remarks>
/// <param name="modalities">
/// Memory for one sample, in the order of <see cref="IMultimodalDataset.Modalities"/>.
/// </param>
public readonly ref struct SampleDestination(ReadOnlySpan<Memory<float>> modalities)
{
    private readonly ReadOnlySpan<Memory<float>> _modalities = modalities;

    /// <summary>Number of modalities.</summary>
    public int Count => _modalities.Length;

    /// <summary>The memory of one modality, row-major, <see cref="Modality.Length"/> values.</summary>
    /// <param name="modality">Position in <see cref="IMultimodalDataset.Modalities"/>.</param>
    public Span<float> this[int modality] => _modalities[modality].Span;
}
