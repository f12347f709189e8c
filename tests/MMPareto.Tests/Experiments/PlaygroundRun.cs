using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments;

/// <summary>One run of the built-in playground, made small, that several tests look at.</summary>
public sealed class PlaygroundRun : IDisposable
{
    internal static readonly string[] Small =
    [
        "data.train_size=100", "data.validation_samples=60", "data.test_size=253", "data.features=8", "data.classes=3",
        "model.features=7", "model.hidden=6", "training.epochs=3", "training.threads=1",
    ];

    private readonly TemporaryFolder _folder = new();

    public PlaygroundRun()
    {
        Config = Read();
        Result = Experiment.Run(Config, Path.Combine(_folder.FullPath, "runs"), "mmpareto train playground", Observer, new ManualClock());
    }

    public ConfigValues Config { get; }

    public ExperimentResult Result { get; }

    internal RecordingObserver Observer { get; } = new();

    public static ConfigValues Read(params string[] settings) => ExperimentSource.Read("playground", [.. Small, .. settings]);

    public void Dispose() => _folder.Dispose();
}
