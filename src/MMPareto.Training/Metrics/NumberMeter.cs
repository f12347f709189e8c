using MMPareto.Data;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Metrics of numbers, in their own units.</summary>
/// <param name="target">Tells the units.</param>
internal sealed class NumberMeter(Target target) : OutputMeter
{
    private long _count;
    private double _absolute, _squared, _mean, _spread;

    public override T Fill<T>(T record) => (T)(_count == 0 ? record with { Metric = MetricNames.RSquared } : record with
    {
        Metric = MetricNames.RSquared,
        MeanAbsoluteError = _absolute / _count * target.Deviation,
        RSquared = _spread > 0 ? 1 - (_squared / _spread) : null,
    });

    public override void VisitState(StateArchive state)
    {
        base.VisitState(state);
        state.Number("numbers", ref _count);
        state.Number("absolute", ref _absolute);
        state.Number("squared", ref _squared);
        state.Number("mean", ref _mean);
        state.Number("spread", ref _spread);
    }

    protected override void AddValues(Tensor values, Tensor labels, long[]? rows)
    {
        var predicted = values.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        var actual = labels.data<float>().ToArray();
        foreach (var row in rows ?? [.. Enumerable.Range(0, actual.Length).Select(row => (long)row)])
        {
            var error = predicted[row] - actual[row];
            _absolute += Math.Abs(error);
            _squared += error * error;
            var distance = actual[row] - _mean; // Welford's update: no cancellation of large sums
            _mean += distance / ++_count;
            _spread += distance * (actual[row] - _mean);
        }
    }
}
