using MMPareto.Data;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Loss and metrics of one output (the fused one or a head's own) over many batches.</summary>
internal abstract class OutputMeter : IStateful
{
    private double _lossSum;
    private long _count;

    /// <summary>Samples so far.</summary>
    public long Count => _count;

    /// <summary>Mean loss over all samples; not a number without samples.</summary>
    public double Loss => _lossSum / Count;

    /// <summary>A meter for a target.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="ranks">Whether metrics of ranks are measured of classes too, which keep every output.</param>
    /// <param name="keepsEach">Whether the class of each sample is kept.</param>
    public static OutputMeter For(Target target, bool ranks, bool keepsEach = false) => target.Kind switch
    {
        TargetKind.MultiLabel => new LabelMeter(target.OutputCount),
        TargetKind.Number => new NumberMeter(target),
        _ => new ClassMeter(target.OutputCount, ranks) { KeepsEach = keepsEach },
    };

    /// <summary>Adds a batch.</summary>
    /// <param name="values">Outputs, [b, c].</param>
    /// <param name="labels">What is true, on the CPU: classes [b], or values [b, w].</param>
    /// <param name="meanLoss">Mean loss of those samples that the output speaks of.</param>
    /// <param name="rows">Their places in the batch; null for all.</param>
    public void Add(Tensor values, Tensor labels, double meanLoss, long[]? rows = null)
    {
        using var scope = NewDisposeScope();
        AddValues(values.detach().cpu(), labels.contiguous(), rows);
        var count = rows?.Length ?? values.shape[0];
        _count += count;
        if (count > 0) _lossSum += meanLoss * count;
    }

    /// <summary>The metrics so far, in a record.</summary>
    /// <param name="record">What the loss goes into.</param>
    /// <typeparam name="T">Kind of record.</typeparam>
    public abstract T Fill<T>(T record) where T : MetricsRecord;

    /// <summary>Names the sums so far; what is kept of each sample, as after training, is not among them.</summary>
    /// <inheritdoc/>
    public virtual void VisitState(StateArchive state)
    {
        state.Number("loss-sum", ref _lossSum);
        state.Number("count", ref _count);
    }

    /// <inheritdoc cref="Add"/>
    protected abstract void AddValues(Tensor values, Tensor labels, long[]? rows);
}
