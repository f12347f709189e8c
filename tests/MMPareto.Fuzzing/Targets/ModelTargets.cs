using System.Text;
using MMPareto.Data;
using MMPareto.Data.Manifests.Onnx;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Samples;
using MMPareto.Runs;

namespace MMPareto.Fuzzing.Targets;

/// <summary>What prediction reads beside weights: an exported folder and ONNX networks.</summary>
internal static class ModelTargets
{
    private const string Config = "data:\n  dataset: playground\n";
    private const long MostInputs = 4096;

    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("preprocessing", folder => Export(folder, "preprocessing.json", Descriptions.Preprocessing)),
        new("export-record", folder => Export(folder, "model.json", Descriptions.Model)),
        new("onnx", folder => FuzzSubject.OfFile(folder["a.onnx"], [new(Networks.Linear()), new(Networks.Means())], RunNetwork, typeof(DataException))) { IsNative = true },
    ];

    private static FuzzSubject Export(WorkFolder folder, string name, string text)
    {
        File.WriteAllText(folder["config.yaml"], Config);
        File.WriteAllText(folder["model.json"], Descriptions.Model);
        return FuzzSubject.OfFile(folder[name], [new(Encoding.UTF8.GetBytes(text))], _ =>
        {
            var source = ModelSource.Open(folder.FullPath, "best");
            foreach (var modality in source.Modalities) GC.KeepAlive(modality.Length);
            foreach (var label in source.Labels) GC.KeepAlive(label.Target.ValueCount);
        }, typeof(RunFolderException), typeof(DataException), typeof(ConfigException)) with
        { IsText = true };
    }

    private static void RunNetwork(string path)
    {
        using var model = new OnnxModel(path, "", File.ReadAllBytes(path));
        long[] shape = [.. model.InputShape.Select(size => size < 0 ? 1 : size)];
        if (shape.Aggregate(1.0, (product, size) => product * size) is >= 1 and <= MostInputs and var count) model.Run(new float[(int)count], shape);
    }
}
