using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>A run as it was: its configuration, its data, and its model with the weights of a checkpoint.</summary>
internal sealed class TrainedRun : IDisposable
{
    private TrainedRun(ConfigValues config, DatasetSplits data, Model model, Device device) =>
        (Config, Data, Model, Device) = (config, data, model, device);

    public ConfigValues Config { get; }

    public DatasetSplits Data { get; }

    public Model Model { get; }

    /// <summary>Where the model is.</summary>
    public Device Device { get; }

    /// <param name="run">The run folder.</param>
    /// <param name="checkpoint">One of <see cref="Experiment.Checkpoints"/>.</param>
    /// <param name="report">Receives a sentence for each thing fetched.</param>
    /// <param name="stop">Ends fetching.</param>
    /// <exception cref="ArgumentException">There is no such checkpoint.</exception>
    /// <exception cref="DataException">The data is not the same as the run's.</exception>
    public static TrainedRun Open(RunFolder run, string checkpoint, Action<string> report, CancellationToken stop)
    {
        if (!Experiment.Checkpoints.Contains(checkpoint))
            throw new ArgumentException(
                $"checkpoint must be one of {string.Join(", ", Experiment.Checkpoints)}; got '{checkpoint}'.", nameof(checkpoint));
        OwnFiles.Require(run);
        var config = ConfigReader.ReadFile(run.ConfigFile, ExperimentSchema.Schema, []);
        var device = ComputeSettings.Apply(config);
        var data = DatasetBuilder.Build(config, report, stop);
        var trainedOn = new RunReader(run).ReadEnvironment().DataHash;
        if (data.ContentHash != trainedOn)
            throw new DataException(
                $"{run.FullPath}: the data must be the run's, {trainedOn}; got {data.ContentHash}. Use the files that the run was made with.");
        var model = ModelBuilder.BuildSeeded(config, data.Train, device);
        var trained = new TrainedRun(config, data, model, device);
        try
        {
            Checkpoint.Load(checkpoint == "last" ? run.LastWeightsFile : run.BestWeightsFile, model);
            return trained;
        }
        catch
        {
            trained.Dispose();
            throw;
        }
    }

    public void Dispose() => Model.Dispose();
}
