using System.Text;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native.Weights;

namespace MMPareto.Training.Metrics;

/// <summary>One <see cref="GradientMeter"/> for each encoder, or for each group of encoders that share parameters.</summary>
/// <param name="model">The model; its groups stand for the encoders until something is measured.</param>
internal sealed class GradientMeters(Model model) : IStateful
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
        foreach (var (name, meter) in _meters ?? New(model.Groups.Select(group => group.Name))) records.Add(name, record(meter));
        return records;
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        var names = Encoding.UTF8.GetBytes(string.Join('\n', _meters?.Keys.ToArray() ?? []));
        state.Bytes("names", ref names);
        if (state.IsRestoring) _meters = names.Length == 0 ? null : New(Encoding.UTF8.GetString(names).Split('\n'));
        foreach (var (name, meter) in _meters ?? []) state.Visit(name, meter);
    }

    private OrderedDictionary<string, GradientMeter> New(IEnumerable<string> names) =>
        new(names.Select(name => KeyValuePair.Create(name, new GradientMeter(model.IsMultitask))));
}
