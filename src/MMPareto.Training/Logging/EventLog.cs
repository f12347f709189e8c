using MMPareto.Runs;
using TorchSharp;

namespace MMPareto.Training.Logging;

/// <summary>The numbers of each epoch as TensorBoard events.</summary>
internal sealed class EventLog
{
    private readonly TorchSharp.Modules.SummaryWriter _writer;

    /// <param name="folder">The run folder; a file <c>events.out.tfevents.*</c> is made in it, in the place of those of a run that goes on.</param>
    public EventLog(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "events.out.tfevents.*")) File.Delete(file);
        _writer = torch.utils.tensorboard.SummaryWriter(folder);
    }

    public void Add(EpochRecord epoch)
    {
        var step = epoch.Epoch;
        Scalar("learning_rate", epoch.LearningRate, step);
        var main = epoch.Validation.MainName;
        Scalar($"train/{main}/loss", epoch.Train.Fused.Loss, step);
        Scalar($"train/{main}/{NameOf(epoch.Train.Fused)}", epoch.Train.Fused.Main, step);
        Score($"validation/{main}", epoch.Validation.Fused, step);
        foreach (var (head, score) in epoch.Validation.Heads) Score($"validation/{head}", score, step);
        foreach (var (head, loss) in epoch.Train.Heads) Scalar($"train/{head}/loss", loss.Loss, step);
        foreach (var (encoder, record) in epoch.Encoders)
        {
            Scalar($"gradients/{encoder}/conflict_rate", record.ConflictRate, step);
            Scalar($"gradients/{encoder}/mean_cosine", record.MeanCosine, step);
            Scalar($"gradients/{encoder}/multimodal_norm", record.MultimodalNorm, step);
            Scalar($"gradients/{encoder}/unimodal_norm", record.UnimodalNorm, step);
        }
    }

    private void Score(string name, ScoreRecord score, int step)
    {
        Scalar($"{name}/{NameOf(score)}", score.Main, step);
        Scalar($"{name}/macro_f1", score.MacroF1, step);
        Scalar($"{name}/loss", score.Loss, step);
    }

    private static string NameOf(MetricsRecord score) => score.MainMetric == MetricNames.RSquared ? "R2" : score.MainMetric;

    private void Scalar(string name, double? value, int step)
    {
        if (value is { } number && !double.IsNaN(number)) _writer.add_scalar(name, (float)number, step);
    }
}
