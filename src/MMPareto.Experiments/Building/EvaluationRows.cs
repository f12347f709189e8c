using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;

namespace MMPareto.Experiments.Building;

/// <summary>The rows of a manifest that training does not see: read once before it, so that a bad file is not met at its end.</summary>
internal static class EvaluationRows
{
    private const int BatchSize = 16;

    /// <param name="data">The data set.</param>
    /// <param name="workers">Threads that read.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="DataException">A row for validation or test cannot be read.</exception>
    public static void Require(DatasetSplits data, int workers, CancellationToken stop)
    {
        foreach (var part in new[] { data.Validation, data.Test }.OfType<ManifestDataset>())
        {
            foreach (var batch in new BatchLoader(part, new() { BatchSize = BatchSize, Shuffle = false, Workers = workers }).Epoch(1))
            {
                batch.Dispose();
                stop.ThrowIfCancellationRequested();
            }
        }
    }
}
