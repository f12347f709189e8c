namespace MMPareto.Data;

/// <summary>A data set in which a sample may lack some of the modalities, but never all.</summary>
/// <remarks><see cref="IMultimodalDataset.Read"/> leaves the memory of a modality that a sample lacks as it is: the loader has filled it
/// with zeros.</remarks>
public interface IPartialDataset : IMultimodalDataset
{
    /// <summary>Whether some sample lacks a modality.</summary>
    bool IsPartial { get; }

    /// <summary>Whether one sample has one modality.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <param name="modality">Position in <see cref="IMultimodalDataset.Modalities"/>.</param>
    bool Has(int index, int modality);
}
