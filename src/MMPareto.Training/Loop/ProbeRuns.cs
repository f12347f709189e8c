using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Training.Metrics;
using MMPareto.Training.Optimizers;

namespace MMPareto.Training.Loop;

/// <summary>Probe runs before one epoch of a training.</summary>
/// <param name="start">The epoch and the data.</param>
/// <param name="optimizer">Settings of the optimizer.</param>
/// <param name="isDue">Whether training is to end.</param>
internal sealed class ProbeRuns(EpochStart start, OptimizerOptions optimizer, Func<bool> isDue) : IProbeRuns
{
    private readonly Model _model = start.Model;
    private readonly TrainerOptions _options = start.Options;

    public ProbeScores Score(ProbeOptions options)
    {
        Check(options);
        StopWhenDue();
        var (train, validation) = SamplesOf(options);
        return new(
            Evaluator.Score(_model, train, start.Device, _options.Workers), Evaluator.Score(_model, validation, start.Device, _options.Workers));
    }

    public ProbeScores ScoreAfter(BalancingMethod method, ProbeOptions options)
    {
        Check(options);
        using var before = new ModelSnapshot(_model);
        using var fresh = new ModelOptimizer(_model, optimizer);
        _model.train();
        method.Begin(_model);
        try
        {
            Train(new TrainingStep(_model, method, fresh, _options, start.Device), fresh, options);
        }
        catch (NumericalException e)
        {
            throw new NumericalException($"{method.Name}, in a probe run before epoch {start.Epoch}: {e.Message}");
        }
        return Score(options);
    }

    private void Train(TrainingStep step, ModelOptimizer fresh, ProbeOptions options)
    {
        var training = new BatchMeter(_model);
        // The seed gives another order than that of the steps that follow.
        var loader = new BatchLoader(
            SamplesOf(options).Train, new() { BatchSize = _options.BatchSize, Seed = ~_options.Seed, Workers = _options.Workers, Augment = true });
        for (var epoch = start.Epoch; epoch < start.Epoch + options.Epochs; epoch++)
            foreach (var batch in loader.Epoch(epoch))
            {
                using var owned = batch;
                StopWhenDue();
                fresh.SetLearningRate(_options.Schedule(start.Epoch - 1 + ((double)step.Count / loader.BatchCount)));
                step.Take(batch, training);
            }
    }

    private (IMultimodalDataset Train, IMultimodalDataset Validation) SamplesOf(ProbeOptions options) => (
        SampleSubset.Of(start.Data.Train, options.Samples, _options.Seed, start.Epoch),
        SampleSubset.Of(start.Data.Validation, options.Samples, _options.Seed, start.Epoch));

    private void StopWhenDue()
    {
        if (isDue()) throw new OperationCanceledException("training is to end before the next step.");
    }

    private void Check(ProbeOptions options)
    {
        if (options.Epochs < 1 || options.Samples < 0)
            throw new ArgumentException(
                $"options must have Epochs of at least 1 and Samples of at least 0; got {options.Epochs} and {options.Samples}.", nameof(options));
        if (_model.IsMultitask && options.Samples > 0)
            throw new ArgumentException("options must take all samples where there are several tasks; got a limit.", nameof(options));
    }
}
