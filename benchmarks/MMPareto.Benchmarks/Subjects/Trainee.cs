using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Training;
using MMPareto.Training.Optimizers;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>A model with its optimizer and one batch in memory, which steps of several kinds can take in turn.</summary>
/// <remarks>
/// Kinds of steps that are held against each other share model, optimizer and batch, so that weights, optimizer state, running statistics and
/// the places of all of them in memory are the same for both; what differs is the step.
/// </remarks>
internal sealed class Trainee : IDisposable
{
    private readonly MadeUpSamples _samples;
    private readonly List<MethodStep> _steps = [];

    /// <param name="subject">Model and data.</param>
    /// <param name="engine">How it is computed.</param>
    /// <param name="method">The method that fusion and exchange are chosen for, where the subject leaves that open.</param>
    public Trainee(Subject subject, Engine engine, string method = "mmpareto")
    {
        Subject = subject;
        _samples = new(subject, subject.BatchSize);
        var config = subject.Config(method, "optimizer.learning_rate=0.001"); // what is fitted by heart must not reach a loss of zero
        Model = engine.Build(config, _samples);
        Optimizer = new(Model, TrainingBuilder.BuildOptimizer(config));
        Batch = new BatchReader(_samples).Read([.. Enumerable.Range(0, subject.BatchSize)]);
    }

    /// <summary>Model and data.</summary>
    public Subject Subject { get; }

    /// <summary>The model.</summary>
    public MultimodalModel Model { get; }

    /// <summary>Its optimizer.</summary>
    public ModelOptimizer Optimizer { get; }

    /// <summary>The batch of all steps.</summary>
    public MultimodalBatch Batch { get; }

    /// <summary>The toolkit's own step with a method.</summary>
    /// <param name="method">Name of the method.</param>
    /// <exception cref="ConfigException">It cannot train this model.</exception>
    public MethodStep Step(string method)
    {
        // Every tenth step of a method that does not need the rows measures them all the same; here none does.
        var settings = method is "uniform" or "uniform-scaled" ? ["method.diagnostics_interval=1000000"] : Array.Empty<string>();
        var config = Subject.Config(method, settings);
        var built = MethodBuilder.Build(config, Model, _samples);
        var step = new MethodStep(this, built, new DatasetSplits(_samples, _samples, _samples, "", []), TrainingBuilder.BuildLoop(config));
        _steps.Add(step);
        return step;
    }

    /// <summary>Forward pass and losses, as of a step of <c>uniform</c> or <c>mmpareto</c>.</summary>
    public Objectives Losses() => HeadLosses.Of(Model.Predict(Batch.Inputs), Batch.Labels);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var step in _steps) step.Dispose();
        Batch.Dispose();
        Optimizer.Dispose();
        Model.Dispose();
    }
}
