namespace MMPareto.Data;

/// <summary>A data set whose samples are seen differently in each epoch of training: cropped, mirrored, other frames.</summary>
public interface IAugmentedDataset : IMultimodalDataset
{
    /// <summary>Whether they are.</summary>
    bool IsAugmented { get; }

    /// <summary>Writes every value of one sample as one epoch of training sees it; equal indices and epochs give equal values.</summary>
    /// <param name="index">The sample, from 0 to <see cref="IMultimodalDataset.Count"/> − 1.</param>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    /// <param name="destination">Where to write; may hold anything before, so leave no value unwritten.</param>
    void Read(int index, int epoch, SampleDestination destination);
}
