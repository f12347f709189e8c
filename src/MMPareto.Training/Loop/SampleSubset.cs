using MMPareto.Data;

namespace MMPareto.Training.Loop;

/// <summary>Some samples of a data set.</summary>
/// <param name="whole">The data set.</param>
/// <param name="indices">Which, in this order.</param>
internal sealed class SampleSubset(IMultimodalDataset whole, int[] indices) : IPartialDataset, IAugmentedDataset
{
    private const long Stream = 2001; // far from those that data sets draw from

    public string Name => whole.Name;

    public IReadOnlyList<Modality> Modalities => whole.Modalities;

    public int ClassCount => whole.ClassCount;

    public IReadOnlyList<Target> Targets => whole.Targets;

    public int Count => indices.Length;

    public bool IsAugmented => whole is IAugmentedDataset { IsAugmented: true };

    public bool IsPartial => whole is IPartialDataset { IsPartial: true };

    /// <summary>At most so many samples, chosen at random, in the order of the whole; the whole itself when it has no more.</summary>
    /// <param name="whole">The data set.</param>
    /// <param name="count">How many; 0 for all.</param>
    /// <param name="seed">Decides which, with the epoch.</param>
    /// <param name="epoch">Number of an epoch.</param>
    public static IMultimodalDataset Of(IMultimodalDataset whole, int count, long seed, int epoch)
    {
        if (count == 0 || count >= whole.Count) return whole;
        var order = Enumerable.Range(0, whole.Count).ToArray();
        new CounterRandom(seed, Stream, epoch).Shuffle<int>(order);
        return new SampleSubset(whole, [.. order.Take(count).Order()]);
    }

    public bool Has(int index, int modality) => whole is not IPartialDataset partial || partial.Has(indices[index], modality);

    public int LabelOf(int index) => whole.LabelOf(indices[index]);

    public void ReadTargets(int index, Span<float> values) => whole.ReadTargets(indices[index], values);

    public void Read(int index, SampleDestination destination) => whole.Read(indices[index], destination);

    public void Read(int index, int epoch, SampleDestination destination)
    {
        if (whole is IAugmentedDataset augmented) augmented.Read(indices[index], epoch, destination);
        else Read(index, destination);
    }
}
