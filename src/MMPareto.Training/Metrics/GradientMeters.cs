using MMPareto.Gradients;

namespace MMPareto.Training.Metrics;

/// <summary>One <see cref="GradientMeter"/> for each encoder, or for each group of encoders that share parameters.</summary>
/// <param name="modalities">Names of the modalities, which stand for the encoders until something is measured.</param>
internal sealed class GradientMeters(IReadOnlyList<string> modalities)
{
    private OrderedDictionary<string, GradientMeter>? _meters;

    public void Add(IReadOnlyList<GroupStatistics> groups)
    {
        _meters ??= New(groups.Select(group => group.Name));
        foreach (var group in groups) _meters[group.Name].Add(group);
    }

    public OrderedDictionary<string, T> Records<T>(Func<GradientMeter, T> record)
    {
        var records = new OrderedDictionary<string, T>();
        foreach (var (name, meter) in _meters ?? New(modalities)) records.Add(name, record(meter));
        return records;
    }

    private static OrderedDictionary<string, GradientMeter> New(IEnumerable<string> names) =>
        new(names.Select(name => KeyValuePair.Create(name, new GradientMeter())));
}
