namespace MMPareto.Data.Loading;

/// <summary>Goes through a data set in batches, reading ahead on other threads.</summary>
/// <remarks>
/// The order is a function of (seed, epoch), and a batch of its samples: any number of workers gives the same
/// batches. The enumeration is synchronous because TorchSharp's dispose scopes belong to a thread. Several
/// epochs may be enumerated at once.
/// </remarks>
public sealed class BatchLoader
{
    private readonly BatchReader _reader;

    /// <summary>A loader for one data set.</summary>
    /// <param name="dataset">What to read; must allow reading from several threads.</param>
    /// <param name="options">How to go through it; defaults when left out.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, or the data set has no usable modalities.
    /// </exception>
    public BatchLoader(IMultimodalDataset dataset, LoaderOptions? options = null)
    {
        Options = options ?? new LoaderOptions();
        Options.Validate();
        Dataset = dataset;
        _reader = new BatchReader(dataset);
    }

    /// <summary>What is read.</summary>
    public IMultimodalDataset Dataset { get; }

    /// <summary>How it is gone through.</summary>
    public LoaderOptions Options { get; }

    /// <summary>Batches in an epoch.</summary>
    public int BatchCount =>
        Dataset.Count / Options.BatchSize
        + (Dataset.Count % Options.BatchSize > 0 && !Options.DropLast ? 1 : 0);

    /// <summary>The batches of one epoch, in order.</summary>
    /// <param name="epoch">The epoch's number, from 1.</param>
    /// <param name="firstBatch">
    /// Batches to pass over without reading them, for going on in mid-epoch; from 0.
    /// </param>
    /// <returns>
    /// Batches, each to be disposed by the consumer. Leaving the enumeration early stops the workers and
    /// frees what they have read.
    /// </returns>
    /// <exception cref="DataException">
    /// On enumeration: a sample could not be read; the message names it.
    /// </exception>
    public IEnumerable<MultimodalBatch> Epoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        return Options.Workers == 0 ? ReadOnDemand(epoch, firstBatch) : ReadAhead(epoch, firstBatch);
    }

    private IEnumerable<MultimodalBatch> ReadOnDemand(int epoch, int firstBatch) =>
        Plan(epoch, firstBatch).Select(indices => _reader.Read(indices, ViewOf(epoch)));

    private IEnumerable<MultimodalBatch> ReadAhead(int epoch, int firstBatch)
    {
        using var prefetcher = new Prefetcher(_reader, Plan(epoch, firstBatch), ViewOf(epoch), Options);
        while (prefetcher.TryTake(out var batch)) yield return batch;
    }

    private int? ViewOf(int epoch) => Options.Augment ? epoch : null;

    /// <summary>The samples of each batch to come.</summary>
    private int[][] Plan(int epoch, int firstBatch)
    {
        var order = Enumerable.Range(0, Dataset.Count).ToArray();
        if (Options.Shuffle)
            new CounterRandom(Options.Seed, RandomStreams.SampleOrder, epoch).Shuffle<int>(order);
        return [.. order.Chunk(Options.BatchSize).Take(BatchCount).Skip(firstBatch)];
    }
}
