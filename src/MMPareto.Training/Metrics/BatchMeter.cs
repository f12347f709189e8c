using MMPareto.Models;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Metrics;

/// <summary>Losses and scores of all outputs of a model over many batches.</summary>
internal sealed class BatchMeter
{
    private readonly IReadOnlyList<string> _modalities;
    private readonly OutputMeter _fused;
    private readonly OutputMeter[] _unimodal;

    public BatchMeter(MultimodalModel model)
    {
        _modalities = model.ModalityNames;
        _fused = new(model.ClassCount);
        _unimodal = [.. _modalities.Select(_ => new OutputMeter(model.ClassCount))];
    }

    /// <param name="output">Logits of the batch.</param>
    /// <param name="labels">Classes of the batch, on the CPU.</param>
    /// <param name="objectives">The mean losses of the batch.</param>
    /// <returns>Name of the first loss that is not finite; null when all are.</returns>
    public string? Add(MultimodalOutput output, Tensor labels, Objectives objectives)
    {
        var loss = objectives.Multimodal.item<float>();
        _fused.Add(output.Fused, labels, loss);
        var notFinite = float.IsFinite(loss) ? null : "multimodal";
        for (var k = 0; k < _unimodal.Length; k++)
        {
            var own = objectives.Unimodal[k]?.item<float>() ?? 0;
            _unimodal[k].Add(output.Unimodal[k], labels, own);
            if (!float.IsFinite(own)) notFinite ??= $"unimodal {_modalities[k]}";
        }
        return notFinite;
    }

    public TrainingRecord ToTrainingRecord() => new()
    {
        Fused = new() { Loss = _fused.Loss, Accuracy = _fused.Confusion.Accuracy },
        Modalities = ByName(meter => new LossRecord { Loss = meter.Loss, Accuracy = meter.Confusion.Accuracy }),
    };

    public EvaluationRecord ToEvaluationRecord() => new() { Fused = Score(_fused), Modalities = ByName(Score) };

    private static ScoreRecord Score(OutputMeter meter) =>
        new() { Accuracy = meter.Confusion.Accuracy, MacroF1 = meter.Confusion.MacroF1, Loss = meter.Loss };

    private OrderedDictionary<string, T> ByName<T>(Func<OutputMeter, T> record)
    {
        var records = new OrderedDictionary<string, T>();
        for (var k = 0; k < _unimodal.Length; k++) records.Add(_modalities[k], record(_unimodal[k]));
        return records;
    }
}
