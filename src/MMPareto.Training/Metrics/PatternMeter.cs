using MMPareto.Data;
using MMPareto.Runs;

namespace MMPareto.Training.Metrics;

/// <summary>How often the main output is right, for each set of modalities that samples have.</summary>
/// <param name="modalities">All modalities, in the model's order.</param>
internal sealed class PatternMeter(IReadOnlyList<string> modalities)
{
    private readonly Dictionary<string, (long Samples, long Right)> _counts = [];
    private readonly string _complete = string.Join('+', modalities);

    /// <param name="labels">True classes of a batch.</param>
    /// <param name="predictions">Predicted classes.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public void Add(long[] labels, long[] predictions, Presence? presence)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var name = presence is null ? _complete : string.Join('+', modalities.Where(modality => presence.Has(modality, row)));
            var (samples, right) = _counts.GetValueOrDefault(name);
            _counts[name] = (samples + 1, labels[row] == predictions[row] ? right + 1 : right);
        }
    }

    /// <summary>By the modalities that samples have, joined by '+'; those with more modalities first. Null when all samples have all.</summary>
    public IReadOnlyDictionary<string, PatternRecord>? ToRecords() => _counts.Keys.All(name => name == _complete) ? null
        : new OrderedDictionary<string, PatternRecord>(_counts
            .OrderByDescending(pair => pair.Key.Count(c => c == '+')).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, new PatternRecord(pair.Value.Samples, (double)pair.Value.Right / pair.Value.Samples))));
}
