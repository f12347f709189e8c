using MMPareto.Native.Weights;

namespace MMPareto.Training.Metrics;

/// <summary>How often each class was taken for each other: the source of accuracy and macro-F1.</summary>
/// <param name="classCount">Number of classes, c.</param>
public sealed class ConfusionMatrix(int classCount) : IStateful
{
    private long[] _counts = new long[classCount * classCount]; // by label, then by prediction

    /// <summary>Number of samples.</summary>
    public long Count => _counts.Sum();

    /// <summary>How often samples of one class were predicted as another.</summary>
    /// <param name="label">True class.</param>
    /// <param name="prediction">Predicted class.</param>
    public long this[int label, int prediction] => _counts[(label * classCount) + prediction];

    /// <summary>Fraction of samples predicted rightly; 0 without samples.</summary>
    public double Accuracy
    {
        get
        {
            var right = 0L;
            for (var c = 0; c < classCount; c++) right += _counts[(c * classCount) + c];
            var count = Count;
            return count == 0 ? 0 : (double)right / count;
        }
    }

    /// <summary>
    /// Mean over the classes of F1 = 2·TP/(2·TP + FP + FN). A class that occurs neither among labels nor among
    /// predictions is left out; 0 without samples.
    /// </summary>
    public double MacroF1
    {
        get
        {
            var (sum, classes) = (0.0, 0);
            for (var c = 0; c < classCount; c++)
            {
                var (labels, predictions) = (0L, 0L);
                for (var other = 0; other < classCount; other++)
                {
                    labels += _counts[(c * classCount) + other];
                    predictions += _counts[(other * classCount) + c];
                }
                if (labels + predictions == 0) continue;
                sum += 2.0 * _counts[(c * classCount) + c] / (labels + predictions);
                classes++;
            }
            return classes == 0 ? 0 : sum / classes;
        }
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Numbers("counts", ref _counts);

    /// <summary>Adds predictions.</summary>
    /// <param name="labels">True classes, 0 to c − 1.</param>
    /// <param name="predictions">Predicted classes, same length.</param>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    public void Add(ReadOnlySpan<long> labels, ReadOnlySpan<long> predictions)
    {
        if (labels.Length != predictions.Length)
            throw new ArgumentException($"predictions must have length {labels.Length}; got {predictions.Length}.", nameof(predictions));
        for (var i = 0; i < labels.Length; i++) _counts[(labels[i] * classCount) + predictions[i]]++;
    }
}
