using System.Globalization;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>All that a run needs before its folder is written to: data, model, method and the trainer of them.</summary>
internal sealed class PreparedRun : IDisposable
{
    private readonly ModelOptimizer _optimizer;

    private PreparedRun(ConfigValues config, Device device, DatasetSplits data, Model model, BalancingMethod method, TimeProvider clock)
    {
        (Config, Device, Data, Model, Method) = (config, device, data, model, method);
        _optimizer = new(model, TrainingBuilder.BuildOptimizer(config));
        try
        {
            Trainer = new(model, method, _optimizer, data, TrainingBuilder.BuildLoop(config), device, clock);
        }
        catch
        {
            _optimizer.Dispose();
            throw;
        }
    }

    /// <summary>The configuration, with what was found out of the data.</summary>
    public ConfigValues Config { get; }

    /// <summary>Where the model is.</summary>
    public Device Device { get; }

    public DatasetSplits Data { get; }

    public Model Model { get; }

    public BalancingMethod Method { get; }

    public Trainer Trainer { get; }

    /// <summary>What a new folder of the run is called, before the time.</summary>
    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"{Config.GetText("experiment")}-{Method.Name}-s{Config.GetInteger("training.seed")}");

    /// <summary>Prepares a run that begins.</summary>
    public static PreparedRun Begin(ConfigValues config, ITrainingObserver observer, TimeProvider clock, CancellationToken stop) =>
        Build(config, config, isBeginning: true, before: null, observer, clock, stop);

    /// <summary>Prepares a run that goes on, with the threads and the precision that it had.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="before">What it was made with and on.</param>
    /// <param name="isBeginning">Whether it begins anew all the same, as it had saved nothing.</param>
    /// <param name="observer">Receives notes.</param>
    /// <param name="clock">Time.</param>
    /// <param name="stop">Ends the preparation.</param>
    /// <exception cref="DataException">The data is not the same.</exception>
    public static PreparedRun Continue(
        ConfigValues config, EnvironmentRecord before, bool isBeginning, ITrainingObserver observer, TimeProvider clock, CancellationToken stop)
    {
        var computed = ConfigReader.Override(config,
        [
            string.Create(CultureInfo.InvariantCulture, $"training.threads={before.Threads}"),
            $"training.precision={before.Precision ?? Precision.FP32.Name()}",
        ]);
        return Build(config, computed, isBeginning, before, observer, clock, stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        Method.Dispose();
        Model.Dispose();
    }

    private static PreparedRun Build(
        ConfigValues config, ConfigValues computed, bool isBeginning, EnvironmentRecord? before, ITrainingObserver observer, TimeProvider clock,
        CancellationToken stop)
    {
        var device = ComputeSettings.Apply(computed);
        var data = DatasetBuilder.Build(config, observer.Note, stop);
        if (before is not null && before.DataHash != data.ContentHash)
            throw new DataException($"the data must be the run's, {before.DataHash}; got {data.ContentHash}. Use the files that the run was made with.");
        config = DatasetBuilder.Resolve(config, data);
        var model = ModelBuilder.BuildSeeded(config, data.Train, device);
        BalancingMethod? method = null;
        try
        {
            model.TrainingPrecision = ComputeSettings.FindPrecision(computed, device);
            if (isBeginning) FirstWeights.Apply(config, model);
            method = MethodBuilder.Build(config, model, data.Train);
            var run = new PreparedRun(config, device, data, model, method, clock);
            if (config.GetText("data.dataset") == "manifest") EvaluationRows.Require(data, config.GetInteger("training.workers"), stop);
            return run;
        }
        catch
        {
            method?.Dispose();
            model.Dispose();
            throw;
        }
    }
}
