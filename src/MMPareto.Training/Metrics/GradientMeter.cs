using MMPareto.Gradients;
using MMPareto.Native.Weights;
using MMPareto.Runs;

namespace MMPareto.Training.Metrics;

/// <summary>Means over measured steps of what happened to the gradients of one encoder.</summary>
/// <param name="tasks">Whether the rows are those of tasks, none of which is a multimodal or a unimodal side.</param>
internal sealed class GradientMeter(bool tasks) : IStateful
{
    private int _steps;
    private int _conflicts;
    private int _cosines;
    private double _cosine;
    private double _multimodalNorm;
    private double _unimodalNorm;
    private double _lengthRatio;
    private int _lengthRatios;

    /// <summary>Adds a step; one whose rows were not measured, or are all zero as where no sample has the modality, is passed over.</summary>
    public void Add(GroupStatistics step)
    {
        if (step.Conflict is not { } conflict || step.Norms.All(norm => norm == 0)) return;
        _steps++;
        if (conflict) _conflicts++;
        if (step.Cosine is { } cosine)
        {
            _cosine += cosine;
            _cosines++;
        }
        _multimodalNorm += step.Norms[0];
        _unimodalNorm += step.Norms.Skip(1).Sum();
        if (step.SumLength <= 0) return;
        _lengthRatio += step.Length / step.SumLength;
        _lengthRatios++;
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Number("steps", ref _steps);
        state.Number("conflicts", ref _conflicts);
        state.Number("cosines", ref _cosines);
        state.Number("cosine", ref _cosine);
        state.Number("multimodal-norm", ref _multimodalNorm);
        state.Number("unimodal-norm", ref _unimodalNorm);
        state.Number("length-ratio", ref _lengthRatio);
        state.Number("length-ratios", ref _lengthRatios);
    }

    public EncoderRecord ToEncoderRecord() => new()
    {
        Steps = _steps,
        ConflictRate = Mean(_conflicts, _steps),
        MeanCosine = Mean(_cosine, _cosines),
        MultimodalNorm = tasks ? null : Mean(_multimodalNorm, _steps),
        UnimodalNorm = tasks ? null : Mean(_unimodalNorm, _steps),
        LengthRatio = Mean(_lengthRatio, _lengthRatios),
    };

    public ConflictRecord ToConflictRecord() =>
        new() { ConflictRate = Mean(_conflicts, _steps), MeanCosine = Mean(_cosine, _cosines) };

    private static double? Mean(double sum, int count) => count == 0 ? null : sum / count;
}
