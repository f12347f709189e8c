using MMPareto.Data;

namespace MMPareto.Training.Loop;

/// <summary>Takes modalities away from samples at random, so that a model learns to do without each.</summary>
/// <param name="probability">That a sample loses a modality, each by itself; the last one is never lost.</param>
/// <param name="modalities">All modalities.</param>
/// <param name="seed">Decides which, with the step.</param>
internal sealed class ModalityDropout(double probability, IReadOnlyList<string> modalities, long seed)
{
    private const long Stream = 2002; // far from those that data sets draw from

    /// <summary>What is left of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <returns>Null when all have all.</returns>
    public Presence? Apply(MultimodalBatch batch, long step)
    {
        if (probability == 0) return batch.Presence;
        var random = new CounterRandom(seed, Stream, step);
        var has = modalities.ToDictionary(modality => modality, _ => new bool[batch.Size]);
        for (var row = 0; row < batch.Size; row++)
        {
            string[] present = [.. modalities.Where(modality => batch.Presence?.Has(modality, row) ?? true)];
            var last = present[random.NextInt(present.Length)];
            var isAny = false;
            foreach (var modality in present) isAny |= has[modality][row] = random.NextDouble() >= probability;
            if (!isAny) has[last][row] = true;
        }
        return has.Values.All(rows => Array.TrueForAll(rows, present => present)) ? null : new(has);
    }
}
