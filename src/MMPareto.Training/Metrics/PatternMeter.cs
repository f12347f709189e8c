using MMPareto.Data;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>How the main output does for each set of modalities that samples have.</summary>
/// <param name="modalities">All modalities, in the model's order.</param>
/// <param name="newMeter">Makes a meter of the main output.</param>
internal sealed class PatternMeter(IReadOnlyList<string> modalities, Func<OutputMeter> newMeter)
{
    private readonly Dictionary<string, OutputMeter> _meters = [];
    private readonly string _complete = string.Join('+', modalities);

    /// <param name="values">The main output of a batch.</param>
    /// <param name="labels">What is true, on the CPU.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public void Add(Tensor values, Tensor labels, Presence? presence)
    {
        foreach (var rows in Enumerable.Range(0, (int)values.shape[0]).GroupBy(row => presence is null ? _complete
            : string.Join('+', modalities.Where(modality => presence.Has(modality, row)))))
        {
            if (!_meters.TryGetValue(rows.Key, out var meter)) _meters[rows.Key] = meter = newMeter();
            meter.Add(values, labels, 0, [.. rows.Select(row => (long)row)]);
        }
    }

    /// <summary>By the modalities that samples have, joined by '+'; those with more modalities first. Null when all samples have all.</summary>
    public IReadOnlyDictionary<string, PatternRecord>? ToRecords() => _meters.Keys.All(name => name == _complete) ? null
        : new OrderedDictionary<string, PatternRecord>(_meters
            .OrderByDescending(pair => pair.Key.Count(c => c == '+')).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Fill(new PatternRecord { Samples = pair.Value.Count }))));
}
