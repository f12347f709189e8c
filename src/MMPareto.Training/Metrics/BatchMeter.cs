using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Losses and metrics of all outputs of a model over many batches.</summary>
internal sealed class BatchMeter : IStateful
{
    private readonly IReadOnlyList<string> _names;
    private readonly OutputMeter? _fused;
    private readonly OutputMeter[] _heads;
    private readonly PatternMeter? _patterns;

    /// <param name="model">Tells the outputs.</param>
    /// <param name="evaluates">Whether metrics are measured that keep every output, as after training.</param>
    /// <param name="keepsEach">Whether the class predicted for each sample is kept, for <see cref="ToPredictionTable"/>.</param>
    /// <param name="countsPatterns">Whether the main output is measured by the modalities that samples have.</param>
    public BatchMeter(Model model, bool evaluates = false, bool keepsEach = false, bool countsPatterns = false)
    {
        OutputMeter New(Target target) => OutputMeter.For(target, evaluates, keepsEach);
        _names = model.HeadNames;
        _fused = model.IsMultitask ? null : New(model.Targets[0]);
        _heads = [.. _names.Select((_, head) => New(model.Targets[model.IsMultitask ? head : 0]))];
        _patterns = countsPatterns && !model.IsMultitask
            ? new(model.ModalityNames, () => OutputMeter.For(model.Targets[0], evaluates)) : null;
    }

    /// <param name="output">What the model says of the batch.</param>
    /// <param name="labels">Those of the batch, on the CPU.</param>
    /// <param name="objectives">The mean losses of the batch.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public void Add(ModelOutput output, Tensor labels, Objectives objectives, Presence? presence = null)
    {
        if (_fused is not null)
        {
            var ofFused = HeadLosses.LabelsOf(output, labels, 0);
            _fused.Add(output.Fused!, ofFused, Value(objectives.Multimodal));
            _patterns?.Add(output.Fused!, ofFused, presence);
        }
        for (var k = 0; k < _heads.Length; k++)
            _heads[k].Add(output.Heads[k], HeadLosses.LabelsOf(output, labels, k), Value(objectives.Heads[k]), output.RowsOf(k));
    }

    /// <summary>Name of the first loss of a batch that is not finite; null when all are.</summary>
    /// <param name="objectives">The losses.</param>
    public string? FirstNotFinite(Objectives objectives)
    {
        static bool IsBad(Tensor? loss) => !double.IsFinite(Value(loss));
        if (IsBad(objectives.Multimodal)) return "multimodal";
        if (IsBad(objectives.Auxiliary)) return "auxiliary";
        for (var k = 0; k < _heads.Length; k++)
            if (IsBad(objectives.Heads[k])) return $"{(_fused is null ? "task" : "unimodal")} {_names[k]}";
        return null;
    }

    /// <summary>Names the sums so far; those by the modalities that samples have are of evaluations, which are not interrupted.</summary>
    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Visit("fused", _fused);
        for (var k = 0; k < _heads.Length; k++) state.Visit($"head-{k}", _heads[k]);
    }

    public TrainingRecord ToTrainingRecord()
    {
        static LossRecord Of(OutputMeter meter) => meter.Fill(new LossRecord { Loss = meter.Loss });
        var heads = ByName(Of);
        return _fused is { } fused ? new() { Fused = Of(fused), Modalities = heads } : new()
        {
            Fused = TaskMeans.Of([.. heads.Values], new LossRecord { Loss = heads.Values.Average(head => head.Loss) }),
            Modalities = NoModalities<LossRecord>(),
            Tasks = heads,
        };
    }

    public EvaluationRecord ToEvaluationRecord()
    {
        static ScoreRecord Of(OutputMeter meter) => meter.Fill(new ScoreRecord { Loss = meter.Count == 0 ? null : meter.Loss });
        var heads = ByName(Of);
        return _fused is { } fused ? new() { Fused = Of(fused), Modalities = heads, Patterns = _patterns?.ToRecords() } : new()
        {
            Fused = TaskMeans.Of([.. heads.Values], new ScoreRecord { Loss = heads.Values.Average(head => head.Loss) }),
            Modalities = NoModalities<ScoreRecord>(),
            Tasks = heads,
        };
    }

    /// <summary>The class of each sample; null where something else than classes is predicted.</summary>
    public PredictionTable? ToPredictionTable()
    {
        if (_heads.Any(head => head is not ClassMeter)) return null;
        var heads = _heads.Cast<ClassMeter>().ToArray();
        return _fused is ClassMeter fused
            ? new()
            {
                LabelNames = ["label"],
                OutputNames = ["fused", .. _names],
                Labels = [fused.Labels],
                Predictions = [fused.Predictions, .. heads.Select(head => head.Predictions)],
            }
            : new()
            {
                LabelNames = [.. _names.Select(name => $"label.{name}")],
                OutputNames = [.. _names],
                Labels = [.. heads.Select(head => head.Labels)],
                Predictions = [.. heads.Select(head => head.Predictions)],
            };
    }

    private static double Value(Tensor? loss) => loss?.item<float>() ?? 0;

    private static OrderedDictionary<string, T> NoModalities<T>() => [];

    private OrderedDictionary<string, T> ByName<T>(Func<OutputMeter, T> record) =>
        new(_names.Zip(_heads, (name, meter) => KeyValuePair.Create(name, record(meter))));
}
