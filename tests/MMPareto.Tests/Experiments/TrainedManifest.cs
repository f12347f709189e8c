using MMPareto.Experiments;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments;

/// <summary>One run on a manifest of all kinds of columns, that several tests look at.</summary>
public sealed class TrainedManifest : IDisposable
{
    private static readonly string[] Small =
        ["training.epochs=6", "training.threads=1", "model.features=8", "model.hidden=8", "data.text_length=8", "data.mel_bins=16"];

    private readonly TemporaryFolder _folder = new();

    public TrainedManifest()
    {
        Manifest = MixedManifest.Write(_folder);
        Result = Experiment.Run(
            ExperimentSource.Read(Manifest, Small), _folder["runs"], "mmpareto train weather.csv", new RecordingObserver(), new ManualClock());
    }

    public string Manifest { get; }

    public ExperimentResult Result { get; }

    public RunFolder Run => Result.Folder;

    public void Dispose() => _folder.Dispose();
}
