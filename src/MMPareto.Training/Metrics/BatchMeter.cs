using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Losses and scores of all outputs of a model over many batches.</summary>
internal sealed class BatchMeter
{
    private readonly IReadOnlyList<string> _names;
    private readonly OutputMeter? _fused;
    private readonly OutputMeter[] _heads;
    private readonly PatternMeter? _patterns;

    /// <param name="model">Tells the outputs.</param>
    /// <param name="keepsEach">Whether the class predicted for each sample is kept, for <see cref="ToPredictionTable"/>.</param>
    /// <param name="countsPatterns">Whether the main output is counted by the modalities that samples have.</param>
    public BatchMeter(Model model, bool keepsEach = false, bool countsPatterns = false)
    {
        _names = model.HeadNames;
        _fused = model.IsMultitask ? null : new(model.ClassCount, keepsEach);
        _heads = [.. _names.Select(_ => new OutputMeter(model.ClassCount, keepsEach))];
        _patterns = countsPatterns ? new(model.ModalityNames) : null;
    }

    /// <param name="output">Logits of the batch.</param>
    /// <param name="labels">Classes of the batch, on the CPU.</param>
    /// <param name="objectives">The mean losses of the batch.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    /// <returns>Name of the first loss that is not finite; null when all are.</returns>
    public string? Add(ModelOutput output, Tensor labels, Objectives objectives, Presence? presence = null)
    {
        string? notFinite = null;
        double Value(Tensor? loss, string name)
        {
            var value = loss?.item<float>() ?? 0;
            if (!float.IsFinite(value)) notFinite ??= name;
            return value;
        }
        if (_fused is not null)
        {
            var (classes, predictions) = _fused.Add(output.Fused!, labels, Value(objectives.Multimodal, "multimodal"));
            _patterns?.Add(classes, predictions, presence);
        }
        Value(objectives.Auxiliary, "auxiliary");
        var kind = _fused is null ? "task" : "unimodal";
        for (var k = 0; k < _heads.Length; k++)
            _heads[k].Add(
                output.Heads[k], CrossEntropies.OfHead(labels, k), Value(objectives.Heads[k], $"{kind} {_names[k]}"), output.RowsOf(k));
        return notFinite;
    }

    public TrainingRecord ToTrainingRecord()
    {
        static LossRecord Of(OutputMeter meter) => new() { Loss = meter.Loss, Accuracy = meter.Confusion.Accuracy };
        var heads = ByName(Of);
        return _fused is { } fused ? new() { Fused = Of(fused), Modalities = heads } : new()
        {
            Fused = new() { Loss = heads.Values.Average(head => head.Loss), Accuracy = heads.Values.Average(head => head.Accuracy) },
            Modalities = NoModalities<LossRecord>(),
            Tasks = heads,
        };
    }

    public EvaluationRecord ToEvaluationRecord()
    {
        static ScoreRecord Of(OutputMeter meter) =>
            new() { Accuracy = meter.Confusion.Accuracy, MacroF1 = meter.Confusion.MacroF1, Loss = meter.Loss };
        var heads = ByName(Of);
        return _fused is { } fused ? new() { Fused = Of(fused), Modalities = heads, Patterns = _patterns?.ToRecords() } : new()
        {
            Fused = new()
            {
                Accuracy = heads.Values.Average(head => head.Accuracy),
                MacroF1 = heads.Values.Average(head => head.MacroF1),
                Loss = heads.Values.Average(head => head.Loss),
            },
            Modalities = NoModalities<ScoreRecord>(),
            Tasks = heads,
        };
    }

    public PredictionTable ToPredictionTable() => _fused is { } fused
        ? new()
        {
            LabelNames = ["label"],
            OutputNames = ["fused", .. _names],
            Labels = [fused.Labels],
            Predictions = [fused.Predictions, .. _heads.Select(head => head.Predictions)],
        }
        : new()
        {
            LabelNames = [.. _names.Select(name => $"label.{name}")],
            OutputNames = [.. _names],
            Labels = [.. _heads.Select(head => head.Labels)],
            Predictions = [.. _heads.Select(head => head.Predictions)],
        };

    private static OrderedDictionary<string, T> NoModalities<T>() => [];

    private OrderedDictionary<string, T> ByName<T>(Func<OutputMeter, T> record) =>
        new(_names.Zip(_heads, (name, meter) => KeyValuePair.Create(name, record(meter))));
}
