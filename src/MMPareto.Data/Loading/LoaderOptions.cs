namespace MMPareto.Data.Loading;

/// <summary>How a <see cref="BatchLoader"/> goes through a data set. Defaults are this project's.</summary>
public sealed record LoaderOptions
{
    /// <summary>Samples in a batch; at least 1, default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Whether each epoch has an order of its own; default true. False reads from first to last.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>With the epoch's number, decides the order; default 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Threads that read ahead, from 0 to 256, default 1. 0 reads in the consumer's thread, when asked.
    /// </summary>
    public int Workers { get; init; } = 1;

    /// <summary>Batches in work or ready at most, at least 1, default 4. Only with workers.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>Whether samples are read as an epoch of training sees them, where the data set is an <see cref="IAugmentedDataset"/>; default false.</summary>
    public bool Augment { get; init; }

    /// <summary>Whether to leave out a last batch that is not full; default false.</summary>
    public bool DropLast { get; init; }

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .RequireRange(nameof(BatchSize), BatchSize, 1)
        .RequireRange(nameof(Workers), Workers, 0, 256)
        .RequireRange(nameof(Prefetch), Prefetch, 1)
        .ThrowIfAny();
}
