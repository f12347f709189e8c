using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Metrics of any number of labels a sample.</summary>
/// <param name="labelCount">Number of labels, c.</param>
internal sealed class LabelMeter(int labelCount) : OutputMeter
{
    private readonly RankMetrics _ranks = new(labelCount);
    private long[] _right = new long[labelCount];
    private long[] _predicted = new long[labelCount];
    private long[] _true = new long[labelCount];

    public override T Fill<T>(T record) =>
        (T)(Count == 0 ? record with { Metric = MetricNames.AveragePrecision } : record with { Metric = MetricNames.AveragePrecision, MacroF1 = MacroF1(), AUROC = _ranks.MeanAUROC(), AveragePrecision = _ranks.MeanAveragePrecision() });

    public override void VisitState(StateArchive state)
    {
        base.VisitState(state);
        state.Numbers("right", ref _right);
        state.Numbers("predicted", ref _predicted);
        state.Numbers("true", ref _true);
        state.Visit("ranks", _ranks);
    }

    protected override void AddValues(Tensor values, Tensor labels, long[]? rows)
    {
        var probabilities = values.sigmoid().to(ScalarType.Float32).contiguous().data<float>().ToArray();
        var truths = Array.ConvertAll(labels.data<float>().ToArray(), value => value > 0.5f);
        _ranks.Add(probabilities, truths, rows);
        foreach (var row in rows ?? [.. Enumerable.Range(0, (int)values.shape[0]).Select(row => (long)row)])
            for (var label = 0; label < labelCount; label++)
            {
                var (predicted, actual) = (probabilities[(row * labelCount) + label] >= 0.5f, truths[(row * labelCount) + label]);
                if (predicted) _predicted[label]++;
                if (actual) _true[label]++;
                if (predicted && actual) _right[label]++;
            }
    }

    /// <summary>Over the labels that occur among what is true or predicted; 0 when none does.</summary>
    private double MacroF1()
    {
        var scores = Enumerable.Range(0, labelCount).Where(label => _predicted[label] + _true[label] > 0)
            .Select(label => 2.0 * _right[label] / (_predicted[label] + _true[label])).ToArray();
        return scores.Length == 0 ? 0 : scores.Average();
    }
}
