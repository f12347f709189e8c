using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Prediction;

/// <summary>What is needed to predict: from a run on a manifest, or from an exported folder.</summary>
/// <param name="Folder">Where it is from.</param>
/// <param name="Config">The configuration of the run.</param>
/// <param name="Weights">The weights file.</param>
/// <param name="Modalities">What the model reads.</param>
/// <param name="Labels">What it predicts.</param>
/// <param name="Preprocessing">What turns rows of a manifest into inputs; null for a model of a built-in data set.</param>
internal sealed record ModelSource(
    string Folder, ConfigValues Config, string Weights, IReadOnlyList<Modality> Modalities, IReadOnlyList<ManifestLabel> Labels,
    ManifestPreprocessing? Preprocessing)
{
    /// <param name="folder">A run folder or an exported one.</param>
    /// <param name="checkpoint">Of a run, one of <see cref="Experiment.Checkpoints"/>.</param>
    /// <exception cref="DataException">It is neither, or a run on a built-in data set.</exception>
    /// <exception cref="RunFolderException">It is no run folder.</exception>
    public static ModelSource Open(string folder, string checkpoint)
    {
        if (!Experiment.Checkpoints.Contains(checkpoint))
            throw new ArgumentException($"checkpoint must be one of {string.Join(", ", Experiment.Checkpoints)}; got '{checkpoint}'.", nameof(checkpoint));
        var export = new ExportFolder(folder);
        if (export.IsExport) export.RequireOwnFiles();
        if (export.IsExport && checkpoint != Experiment.Checkpoints[0])
            throw new DataException($"{folder} must be a run to choose a checkpoint of; got an exported model, which has one. Export with --checkpoint {checkpoint}.");
        return export.IsExport ? OfExport(folder, export) : OfRun(OpenRun(folder), checkpoint);
    }

    /// <summary>The model with its weights, in evaluation mode.</summary>
    /// <param name="device">Where it is.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged, or those of another model.</exception>
    public Model LoadModel(Device device)
    {
        var model = ModelBuilder.BuildSeeded(Config, new DescribedDataset(Modalities, [.. Labels.Select(label => label.Target)]), device);
        try
        {
            Checkpoint.Load(Weights, model);
            model.eval();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static RunFolder OpenRun(string folder)
    {
        try
        {
            return RunFolder.Open(folder);
        }
        catch (RunFolderException e)
        {
            var found = Directory.Exists(folder) ? "one with neither model.json nor config.yaml and metrics.jsonl" : File.Exists(folder) ? "a file" : "no such folder";
            throw new RunFolderException($"{folder} must be a folder that 'mmpareto export' or 'mmpareto train' has written; got {found}.", e);
        }
    }

    private static ModelSource OfExport(string folder, ExportFolder files)
    {
        var record = files.Read();
        var preprocessing = File.Exists(files.PreprocessingFile) ? ManifestPreprocessing.Read(files.PreprocessingFile, ownFilesOnly: true) : null;
        OwnFiles.Require(folder, [.. preprocessing?.NetworkFiles ?? []]);
        return new(
            folder, ReadConfig(files.ConfigFile), files.WeightsFile, preprocessing is null ? record.Modalities : ModalitiesOf(preprocessing),
            preprocessing?.Labels ?? record.Labels, preprocessing);
    }

    private static ModelSource OfRun(RunFolder run, string checkpoint)
    {
        if (!File.Exists(run.PreprocessingFile))
            throw new DataException($"{run.FullPath} must be a run on a manifest, with {Path.GetFileName(run.PreprocessingFile)}; got none. "
                + "A run on a built-in data set predicts after 'mmpareto export'.");
        OwnFiles.Require(run);
        var preprocessing = ManifestPreprocessing.Read(run.PreprocessingFile);
        var weights = checkpoint == "last" ? run.LastWeightsFile : run.BestWeightsFile;
        return new(run.FullPath, ReadConfig(run.ConfigFile), weights, ModalitiesOf(preprocessing), preprocessing.Labels, preprocessing);
    }

    private static Modality[] ModalitiesOf(ManifestPreprocessing preprocessing) => [.. preprocessing.Inputs.Select(input => input.Modality)];

    private static ConfigValues ReadConfig(string path) => ConfigReader.ReadFile(path, ExperimentSchema.Schema, []);
}
