using MMPareto.Data;
using MMPareto.Data.Loading;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>Samples of a data set in batches, in a fixed order: all of them, or a random choice that a seed decides.</summary>
internal static class ChosenSamples
{
    /// <summary>The first samples of a random order, ascending; all when there are no more than asked for.</summary>
    /// <param name="dataset">What to choose from.</param>
    /// <param name="count">How many at most, at least 1.</param>
    /// <param name="seed">Decides the choice.</param>
    public static int[] Choose(IMultimodalDataset dataset, int count, long seed) =>
        Choose([.. Enumerable.Range(0, dataset.Count)], count, seed);

    /// <summary>As <see cref="Choose(IMultimodalDataset, int, long)"/>, of the samples that have all modalities.</summary>
    /// <param name="dataset">What to choose from.</param>
    /// <param name="count">How many at most, at least 1.</param>
    /// <param name="seed">Decides the choice.</param>
    public static int[] ChooseComplete(IMultimodalDataset dataset, int count, long seed) =>
        dataset is not IPartialDataset { IsPartial: true } partial ? Choose(dataset, count, seed)
            : Choose([.. Enumerable.Range(0, dataset.Count).Where(i => Enumerable.Range(0, dataset.Modalities.Count).All(m => partial.Has(i, m)))], count, seed);

    private static int[] Choose(int[] indices, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count >= indices.Length) return indices;
        new CounterRandom(seed, DiagnosticStreams.Samples).Shuffle<int>(indices);
        Array.Resize(ref indices, count);
        Array.Sort(indices);
        return indices;
    }

    /// <summary>Their batches on a device, each to be disposed by the consumer.</summary>
    /// <param name="dataset">What to read.</param>
    /// <param name="indices">Which.</param>
    /// <param name="device">Where to.</param>
    /// <param name="stop">Looked at between batches.</param>
    public static IEnumerable<MultimodalBatch> Read(
        IMultimodalDataset dataset, IEnumerable<int> indices, Device device, CancellationToken stop)
    {
        var reader = new BatchReader(dataset);
        foreach (var chunk in indices.Chunk(Evaluator.BatchSizeFor(dataset)))
        {
            stop.ThrowIfCancellationRequested();
            using var batch = reader.Read(chunk, stop);
            yield return batch.To(device);
        }
    }
}
