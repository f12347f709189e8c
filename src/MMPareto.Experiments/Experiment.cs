using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training;
using MMPareto.Training.Checkpoints;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Experiments;

/// <summary>Runs and evaluates what a configuration describes.</summary>
public static class Experiment
{
    /// <summary>Names of the checkpoints that can be evaluated.</summary>
    public static IReadOnlyList<string> Checkpoints { get; } = ["best", "last"];

    /// <summary>Names of the parts of a data set that can be evaluated.</summary>
    public static IReadOnlyList<string> Splits { get; } = ["test", "validation", "train"];

    /// <summary>Trains from a program as <c>mmpareto train</c> does from the command line.</summary>
    /// <param name="what">A manifest, a config file, or the name of a built-in experiment.</param>
    /// <param name="progress">Receives the results of each epoch.</param>
    /// <param name="settings">Settings over it, each <c>key=value</c>.</param>
    /// <param name="runsFolder">Where the run folder is made.</param>
    /// <param name="stop">Ends training before the next step; whole epochs are kept and scored.</param>
    /// <exception cref="ConfigException">The configuration does not fit the data or the machine.</exception>
    /// <exception cref="DataException">The data is missing or bad.</exception>
    public static ExperimentResult Train(
        string what, IProgress<EpochRecord>? progress = null, IEnumerable<string>? settings = null, string runsFolder = "runs",
        CancellationToken stop = default) =>
        Run(ExperimentSource.Read(what, settings ?? []), runsFolder, $"Experiment.Train(\"{what}\")", new EpochProgress(progress), TimeProvider.System, stop);

    /// <summary>Trains, then scores the test set once with the weights of the best epoch and once with the last.</summary>
    /// <param name="config">The configuration, checked.</param>
    /// <param name="runsFolder">Where the run folder is made; made itself when missing.</param>
    /// <param name="commandLine">The command as it was typed, for <c>environment.json</c>.</param>
    /// <param name="observer">Sees the run go by.</param>
    /// <param name="clock">Time for names of folders, the time limit and timings.</param>
    /// <param name="stop">Ends training before the next step; whole epochs are kept and scored.</param>
    /// <exception cref="ConfigException">The configuration does not fit the data or the machine.</exception>
    /// <exception cref="DataException">A data file is missing or bad, and cannot be fetched.</exception>
    /// <exception cref="Gradients.NumericalException">A loss or gradient is not finite.</exception>
    public static ExperimentResult Run(
        ConfigValues config, string runsFolder, string commandLine, ITrainingObserver observer, TimeProvider clock,
        CancellationToken stop = default)
    {
        var device = ComputeSettings.Apply(config);
        var data = DatasetBuilder.Build(config, observer.Note, stop);
        config = DatasetBuilder.Resolve(config, data);
        using var model = ModelBuilder.BuildSeeded(config, data.Train, device);
        model.TrainingPrecision = ComputeSettings.FindPrecision(config, device);
        FirstWeights.Apply(config, model);
        using var method = MethodBuilder.Build(config, model, data.Train);
        using var optimizer = new ModelOptimizer(model, TrainingBuilder.BuildOptimizer(config));
        var trainer = new Trainer(model, method, optimizer, data, TrainingBuilder.BuildLoop(config), device, clock);
        if (config.GetText("data.dataset") == "manifest") EvaluationRows.Require(data, config.GetInteger("training.workers"), stop);

        var seed = config.GetInteger("training.seed");
        var folder = RunFolder.Create(runsFolder, $"{config.GetText("experiment")}-{method.Name}-s{seed}", clock);
        observer.Note($"All of the run is kept in {Path.Join(runsFolder, folder.Name)}.");
        try
        {
            return RunIn(folder);
        }
        catch (DataException) when (!folder.HasEpochs)
        {
            folder.Delete(); // nothing was learnt
            throw;
        }

        ExperimentResult RunIn(RunFolder folder)
        {
            using var writer = new RunWriter(folder);
            writer.WriteConfig(ConfigWriter.Write(config));
            if (data.Train is ManifestDataset manifest) manifest.Preprocessing.Write(folder.PreprocessingFile);
            if (data.LeftOut.Count > 0) writer.WriteLeftOut(data.LeftOut);
            writer.WriteEnvironment(EnvironmentBuilder.Build(device, model.TrainingPrecision, seed, data.ContentHash, commandLine, clock));

            var outcome = trainer.Run(folder, writer, observer, stop);
            if (outcome.BestValidation is null) return new ExperimentResult(folder, null);
            var last = Score(model, folder.LastWeightsFile, data.Test, device);
            var best = outcome.BestEpoch == outcome.Epochs ? last : Score(model, folder.BestWeightsFile, data.Test, device);
            if (best.Predictions is { } predictions) writer.WritePredictions(predictions);
            var summary = Summarise(config, data, model, method, outcome, best.Scores, last.Scores);
            writer.WriteSummary(summary);
            if (ManifestSettings.CacheProblem(data) is { } problem) observer.Note($"data.cache could not keep everything: {problem}");
            return new ExperimentResult(folder, summary);
        }
    }

    /// <summary>Scores a checkpoint of a run on a part of the data that the run was made with.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="checkpoint">One of <see cref="Checkpoints"/>.</param>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <param name="report">Receives a sentence for each thing fetched.</param>
    /// <param name="stop">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">There is no such checkpoint or part.</exception>
    /// <exception cref="DataException">The data is not the same as the run's.</exception>
    public static EvaluationRecord Evaluate(
        RunFolder run, string checkpoint, string split, Action<string> report, CancellationToken stop = default)
    {
        Require(Splits, split, nameof(split));
        using var trained = TrainedRun.Open(run, checkpoint, report, stop);
        var data = trained.Data;
        var part = split switch { "train" => data.Train, "validation" => data.Validation, _ => data.Test };
        return Evaluator.Score(trained.Model, part, trained.Device, trained.Config.GetInteger("training.workers"), stop);
    }

    private static void Require(IReadOnlyList<string> names, string name, string parameter)
    {
        if (!names.Contains(name))
            throw new ArgumentException($"{parameter} must be one of {string.Join(", ", names)}; got '{name}'.", parameter);
    }

    private static (EvaluationRecord Scores, PredictionTable? Predictions) Score(
        Model model, string weights, IMultimodalDataset test, Device device)
    {
        Checkpoint.Load(weights, model);
        return Evaluator.ScoreEach(model, test, device);
    }

    private static SummaryRecord Summarise(
        ConfigValues config, DatasetSplits data, Model model, BalancingMethod method, TrainingOutcome outcome,
        EvaluationRecord best, EvaluationRecord last) => new()
        {
            Method = method.Name,
            Seed = config.GetInteger("training.seed"),
            BestEpoch = outcome.BestEpoch,
            Test = best,
            Encoders = outcome.Encoders,
            Experiment = config.GetText("experiment"),
            Dataset = config.GetText("data.dataset"),
            Epochs = outcome.Epochs,
            Status = outcome.StoppedBy is null ? RunStatus.Finished : RunStatus.Stopped,
            StoppedBy = outcome.StoppedBy,
            Validation = outcome.BestValidation!,
            Last = new LastEpochRecord { Epoch = outcome.Epochs, Test = last },
            Parameters = model.ParameterCount,
            Notes = [.. method.Notes, .. MethodBuilder.NotesOn(config), .. FirstWeights.NotesOn(config), .. data.Notes],
        };
}
