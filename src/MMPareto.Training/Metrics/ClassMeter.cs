using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Metrics of classes: from their confusion, and on request from the order of probabilities.</summary>
/// <param name="classCount">Number of classes, c.</param>
/// <param name="ranks">Whether the area under the ROC curve is measured too, which keeps every probability.</param>
internal sealed class ClassMeter(int classCount, bool ranks) : OutputMeter
{
    private readonly RankMetrics? _ranks = ranks ? new(classCount) : null;
    private readonly List<int> _labels = [];
    private readonly List<int> _predictions = [];

    /// <summary>How often each class was taken for each other.</summary>
    public ConfusionMatrix Confusion { get; } = new(classCount);

    /// <summary>Whether the classes of each sample are kept, and not only counted.</summary>
    public bool KeepsEach { get; init; }

    /// <summary>True class of each sample so far; empty unless kept.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>Predicted class of each sample so far, <see cref="PredictionTable.None"/> where it does not speak; empty unless kept.</summary>
    public IReadOnlyList<int> Predictions => _predictions;

    public override T Fill<T>(T record) => Confusion.Count == 0 ? record
        : (T)(record with { Accuracy = Confusion.Accuracy, MacroF1 = ranks ? Confusion.MacroF1 : null, AUROC = _ranks?.MeanAUROC() });

    public override void VisitState(StateArchive state)
    {
        base.VisitState(state);
        state.Visit("confusion", Confusion);
    }

    protected override void AddValues(Tensor values, Tensor labels, long[]? rows)
    {
        var predictions = values.argmax(1).data<long>().ToArray();
        var classes = labels.data<long>().ToArray();
        if (KeepsEach) Keep(classes, predictions, rows);
        Confusion.Add(Of(classes, rows), Of(predictions, rows));
        if (_ranks is null) return;
        var probabilities = nn.functional.softmax(values, 1).to(ScalarType.Float32).contiguous().data<float>().ToArray();
        var truths = new bool[probabilities.Length];
        for (var row = 0; row < classes.Length; row++) truths[(row * classCount) + classes[row]] = true;
        _ranks.Add(probabilities, truths, rows);
    }

    private static long[] Of(long[] values, long[]? rows) => rows is null ? values : Array.ConvertAll(rows, row => values[row]);

    private void Keep(long[] classes, long[] predictions, long[]? rows)
    {
        foreach (var label in classes) _labels.Add((int)label);
        var next = 0;
        for (var row = 0; row < predictions.Length; row++)
        {
            var speaks = rows is null || (next < rows.Length && rows[next] == row && next++ >= 0);
            _predictions.Add(speaks ? (int)predictions[row] : PredictionTable.None);
        }
    }
}
