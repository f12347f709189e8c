using MMPareto.Experiments;
using MMPareto.Experiments.Prediction;
using MMPareto.Runs;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Data.Manifests;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Hostile;

/// <summary>A short run on a manifest of every kind of column and a frozen network, and what is exported of it, to be copied and made hostile.</summary>
public sealed class HostileFixture : IDisposable
{
    private static readonly float[,] Weights = { { 1, 0 }, { 0, 1 }, { 2, 0 }, { 0, -3 } };
    private readonly TemporaryFolder _folder = new();

    public HostileFixture()
    {
        HealthyManifest.WriteFiles(_folder);
        var manifest = new DamagedManifest(_folder.FullPath, "m", ".csv");
        manifest.Finish();
        Manifest = manifest.Path;
        OnnxFiles.Linear(_folder["signal.onnx"], Weights, -1, 4);
        Run = Experiment.Train(Manifest, null, [.. DamageFixture.Settings, $"data.onnx=signal={_folder["signal.onnx"]}"], _folder["runs"]).Folder;
        ModelExport.Write(Run, Export, "best", _ => { });
    }

    public string Manifest { get; }

    public RunFolder Run { get; }

    public string Export => _folder["export"];

    /// <summary>Copies a folder.</summary>
    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Join(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) Copy(folder, Path.Join(to, Path.GetFileName(folder)));
    }

    public void Dispose() => _folder.Dispose();
}
