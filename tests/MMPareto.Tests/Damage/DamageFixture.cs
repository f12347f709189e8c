using MMPareto.Experiments;
using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Damage;

/// <summary>Good data, and one short run on it.</summary>
public sealed class DamageFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _made;

    public DamageFixture()
    {
        HealthyManifest.WriteFiles(_folder);
        var manifest = New(".csv");
        manifest.Finish();
        Run = Experiment.Train(manifest.Path, null, Settings, _folder["runs"]).Folder;
    }

    /// <summary>As small as it gets.</summary>
    internal static IReadOnlyList<string> Settings { get; } =
    [
        "training.epochs=1", "training.batch_size=8", "training.threads=1", "training.workers=1", "model.features=4", "model.hidden=4",
        "data.frames=1", "data.sample_rate=8000", "data.mel_bins=8", "data.text_length=8",
    ];

    public RunFolder Run { get; }

    public string Folder => _folder.FullPath;

    internal DamagedManifest New(string ending) => new(Folder, $"d{_made++}", ending);

    public void Dispose() => _folder.Dispose();
}
