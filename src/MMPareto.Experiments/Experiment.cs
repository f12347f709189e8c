using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Training;
using MMPareto.Training.Checkpoints;

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
        using var run = PreparedRun.Begin(config, observer, clock, stop);
        var folder = RunFolder.Create(runsFolder, run.Name, clock);
        observer.FolderOpened(folder);
        observer.Note($"All of the run is kept in {Path.Join(runsFolder, folder.Name)}.");
        try
        {
            using var held = Hold(folder);
            using var writer = new RunWriter(folder);
            WriteHead(run, folder, writer, commandLine, clock);
            return Finish(run, folder, held, writer, run.Trainer.Run(folder, writer, observer, stop), observer);
        }
        catch (DataException) when (!folder.HasEpochs && SavedState.FindLatest(folder) is null)
        {
            folder.Delete(); // nothing was learnt
            throw;
        }
    }

    /// <summary>Goes on with a run that was cut off, to results equal bit by bit to those of a run that was not.</summary>
    /// <remarks>The configuration, the number of threads and the precision are the run's. A run that has finished stays as it is.</remarks>
    /// <param name="folder">The run folder.</param>
    /// <param name="settings">Settings over those of the run, each <c>key=value</c>, of <see cref="ResumeSettings.Keys"/>; none as a rule.</param>
    /// <param name="observer">Sees the run go by.</param>
    /// <param name="clock">Time for the time limit and timings.</param>
    /// <param name="stop">Ends training before the next step.</param>
    /// <exception cref="ConfigException">A setting is none that can be changed.</exception>
    /// <exception cref="DataException">The data is not the run's.</exception>
    /// <exception cref="RunFolderException">Another process trains there, or the run cannot go on.</exception>
    /// <exception cref="Native.Weights.WeightsException">No saved state is whole.</exception>
    /// <exception cref="Gradients.NumericalException">A loss or gradient is not finite.</exception>
    public static ExperimentResult Resume(
        RunFolder folder, IReadOnlyList<string> settings, ITrainingObserver observer, TimeProvider clock, CancellationToken stop = default)
    {
        OwnFiles.Require(folder);
        if (FindFinished(folder) is { } before) return before;
        using var held = Hold(folder);
        OwnFiles.RequireToWrite(folder);
        observer.FolderOpened(folder);
        if (FindFinished(folder) is { } meanwhile)
        {
            held.WorkIsDone();
            return meanwhile;
        }
        folder.DeletePassing();
        var from = SavedState.FindLatest(folder);
        var reader = new RunReader(folder);
        if (from is null && reader.CountEpochs() is > 1 and var epochs)
            throw new RunFolderException(
                $"{folder.FullPath} must have a saved state in {Path.GetFileName(folder.StatesFolder)}; got none after {epochs} epochs. Train anew.");
        var config = ResumeSettings.Apply(ConfigReader.ReadFile(folder.ConfigFile, ExperimentSchema.Schema, []), settings);
        var environment = File.Exists(folder.EnvironmentFile) ? reader.ReadEnvironment() : null;
        using var run = environment is null ? PreparedRun.Begin(config, observer, clock, stop)
            : PreparedRun.Continue(config, environment, isBeginning: from is null, observer, clock, stop);
        using var writer = RunWriter.Continue(folder, from?.Manifest.Records ?? new(0, 0, 0));
        foreach (var note in ResumeNotes.Of(from?.Manifest, writer.Torn, environment)) observer.Note(note);
        if (settings.Count > 0) writer.WriteConfig(ConfigWriter.Write(run.Config));
        if (environment is null) WriteHead(run, folder, writer, $"mmpareto train --resume {folder.Name}", clock);
        var outcome = from is null ? run.Trainer.Run(folder, writer, observer, stop) : run.Trainer.Resume(from, folder, writer, observer, stop);
        return Finish(run, folder, held, writer, outcome, observer);
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

    private static FolderLock Hold(RunFolder folder) => FolderLock.Take(folder.FullPath, "a training", "go on with another run");

    private static ExperimentResult? FindFinished(RunFolder folder) =>
        folder.HasSummary && new RunReader(folder).ReadSummary() is { StoppedBy: not StopReason.Interrupted } summary
            ? new(folder, summary) { HadFinished = true } : null;

    private static void WriteHead(PreparedRun run, RunFolder folder, RunWriter writer, string commandLine, TimeProvider clock)
    {
        writer.WriteConfig(ConfigWriter.Write(run.Config));
        if (run.Data.Train is ManifestDataset manifest) AtomicFile.Write(folder.PreprocessingFile, manifest.Preprocessing.ToJson());
        if (run.Data.LeftOut.Count > 0) writer.WriteLeftOut(run.Data.LeftOut);
        writer.WriteEnvironment(EnvironmentBuilder.Build(
            run.Device, run.Model.TrainingPrecision, run.Config.GetInteger("training.seed"), run.Data.ContentHash, commandLine, clock));
    }

    /// <summary>Scores the test set and writes the outcome; what a finished run would go on from is deleted after that.</summary>
    private static ExperimentResult Finish(
        PreparedRun run, RunFolder folder, FolderLock held, RunWriter writer, TrainingOutcome outcome, ITrainingObserver observer)
    {
        if (outcome.BestValidation is null) return new ExperimentResult(folder, null);
        var last = Score(run, folder.LastWeightsFile, outcome.Epochs);
        var best = outcome.BestEpoch == outcome.Epochs ? last : Score(run, folder.BestWeightsFile, outcome.BestEpoch);
        if (best.Predictions is { } predictions) writer.WritePredictions(predictions);
        var summary = Summarise(run, outcome, best.Scores, last.Scores);
        writer.WriteSummary(summary);
        if (outcome.StoppedBy != StopReason.Interrupted)
        {
            SavedState.DeleteAll(folder);
            held.WorkIsDone();
        }
        if (ManifestSettings.CacheProblem(run.Data) is { } problem) observer.Note($"data.cache could not keep everything: {problem}");
        return new ExperimentResult(folder, summary);
    }

    private static (EvaluationRecord Scores, PredictionTable? Predictions) Score(PreparedRun run, string weights, int epoch)
    {
        var found = Checkpoint.Load(weights, run.Model).Epoch;
        return found == epoch ? Evaluator.ScoreEach(run.Model, run.Data.Test, run.Device) : throw new WeightsException(string.Create(
            CultureInfo.InvariantCulture, $"{weights}: must hold the weights of epoch {epoch}; got those of epoch {found}. Nothing is scored: go on until that epoch is whole, with --set training.time_limit_minutes=0 if there is a limit."));
    }

    private static SummaryRecord Summarise(PreparedRun run, TrainingOutcome outcome, EvaluationRecord best, EvaluationRecord last) => new()
    {
        Method = run.Method.Name,
        Seed = run.Config.GetInteger("training.seed"),
        BestEpoch = outcome.BestEpoch,
        Test = best,
        Encoders = outcome.Encoders,
        Experiment = run.Config.GetText("experiment"),
        Dataset = run.Config.GetText("data.dataset"),
        Epochs = outcome.Epochs,
        Status = outcome.StoppedBy is null ? RunStatus.Finished : RunStatus.Stopped,
        StoppedBy = outcome.StoppedBy,
        Validation = outcome.BestValidation!,
        Last = new LastEpochRecord { Epoch = outcome.Epochs, Test = last },
        Parameters = run.Model.ParameterCount,
        Notes =
        [
            .. run.Method.Notes, .. MethodBuilder.NotesOn(run.Config), .. FirstWeights.NotesOn(run.Config), .. outcome.Notes, .. run.Data.Notes,
        ],
    };
}
