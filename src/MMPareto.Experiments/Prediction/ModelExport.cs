using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;

namespace MMPareto.Experiments.Prediction;

/// <summary>Writes what is needed to predict, and nothing else, into a folder of its own.</summary>
/// <remarks>The folder holds <c>weights.safetensors</c> with its manifest, <c>model.json</c>, <c>config.yaml</c>, <c>preprocessing.json</c> (of a
/// manifest), the frozen networks that it names and the model card <c>README.md</c>. It names no folder of this machine.</remarks>
public static class ModelExport
{
    /// <summary>Exports a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">The folder to make; must not exist. It appears as a whole or not at all.</param>
    /// <param name="checkpoint">One of <see cref="Experiment.Checkpoints"/>.</param>
    /// <param name="report">Receives a sentence for each thing fetched.</param>
    /// <exception cref="DataException">The folder exists or cannot be made, or the data of a built-in data set cannot be read.</exception>
    /// <exception cref="RunFolderException">A file of the run is missing or bad, such as the summary of a run that has not ended.</exception>
    public static void Write(RunFolder run, string output, string checkpoint, Action<string> report)
    {
        output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        if (Path.Exists(output)) throw new DataException($"{output} must not exist, as nothing is overwritten; name another folder.");
        var summary = new RunReader(run).ReadSummary();
        var environment = new RunReader(run).ReadEnvironment();
        using var trained = Open(run, checkpoint, report);
        var passing = $"{output}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(passing);
            var files = new ExportFolder(passing);
            var epoch = checkpoint == "last" ? summary.Last.Epoch : summary.BestEpoch;
            var record = new ExportRecord
            {
                Method = summary.Method,
                Experiment = summary.Experiment,
                Epoch = epoch,
                Modalities = trained.Modalities,
                Labels = trained.Labels,
            };
            Checkpoint.Save(files.WeightsFile, trained.Model, epoch);
            files.Write(record);
            var preprocessing = trained.Preprocessing?.WithNetworksIn(passing);
            if (preprocessing is not null) File.WriteAllBytes(files.PreprocessingFile, preprocessing.ToJson());
            File.WriteAllText(files.ConfigFile, ConfigWriter.Write(WithoutPaths(trained.Config, preprocessing)));
            var scores = checkpoint == "last" ? summary.Last.Test : summary.Test;
            File.WriteAllText(files.CardFile, ModelCard.Text(record, summary, scores, environment, trained.Model.ParameterCount, trained.Preprocessing is not null));
            Directory.Move(passing, output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{output} must be a folder that can be made; got: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(passing)) Directory.Delete(passing, recursive: true);
        }
    }

    private static Exported Open(RunFolder run, string checkpoint, Action<string> report)
    {
        if (File.Exists(run.PreprocessingFile))
        {
            var source = ModelSource.Open(run.FullPath, checkpoint);
            return new(source.Config, source.LoadModel(ComputeSettings.Apply(source.Config)), source.Modalities, source.Labels, source.Preprocessing);
        }
        var trained = TrainedRun.Open(run, checkpoint, report, CancellationToken.None);
        var data = trained.Data.Train;
        return new(trained.Config, trained.Model, [.. data.Modalities], [.. data.Targets.Select(Described)], null);
    }

    /// <summary>A target of a built-in data set: its classes are numbers from 0.</summary>
    private static ManifestLabel Described(Target target) => new(target.Name, target.Kind)
    {
        Name = target.Name,
        Names = [.. Enumerable.Range(0, target.OutputCount).Select(c => c.ToString(System.Globalization.CultureInfo.InvariantCulture))],
    };

    private static ConfigValues WithoutPaths(ConfigValues config, ManifestPreprocessing? preprocessing)
    {
        List<string> overrides = ["model.weights=", "training.device=cpu"];
        if (config.GetText("data.dataset") == "manifest")
        {
            overrides.AddRange([$"data.manifest={Path.GetFileName(config.GetText("data.manifest"))}", "data.root=", "data.cache="]);
            overrides.Add($"data.onnx={ManifestSettings.OnnxText(preprocessing)}");
        }
        else if (config.GetText("data.folder").Length > 0) overrides.Add("data.folder=");
        return ConfigReader.Override(config, overrides);
    }

    private sealed record Exported(
        ConfigValues Config, Model Model, IReadOnlyList<Modality> Modalities, IReadOnlyList<ManifestLabel> Labels, ManifestPreprocessing? Preprocessing) : IDisposable
    {
        public void Dispose() => Model.Dispose();
    }
}
