using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Training;
using MMPareto.Training.Loop;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Metrics;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>The toolkit's own training step with a method: <see cref="TrainingStep"/>.</summary>
internal sealed class MethodStep : IDisposable
{
    private readonly Trainee _trainee;
    private readonly BalancingMethod _method;
    private readonly TrainingStep _step;
    private readonly BatchMeter _meter;

    public MethodStep(Trainee trainee, BalancingMethod method, DatasetSplits data, TrainerOptions options)
    {
        (_trainee, _method) = (trainee, method);
        _meter = new(trainee.Model);
        _step = new(trainee.Model, method, trainee.Optimizer, options, CPU);
        method.Begin(trainee.Model);
        var start = new EpochStart(1, trainee.Model, data, options, CPU);
        method.BeforeEpoch(start with { Probes = new ProbeRuns(start, trainee.Optimizer.Options, () => false) });
    }

    /// <summary>Whether it combines gradient rows.</summary>
    public bool HasRows => _method is GradientIntegration;

    /// <summary>Takes a step, and counts its backward passes.</summary>
    public long CountPasses()
    {
        var before = Integrator.BackwardPasses;
        Take();
        return Integrator.BackwardPasses - before;
    }

    /// <summary>Encoders that were in conflict, over all steps.</summary>
    public long Conflicts { get; private set; }

    /// <summary>Steps so far.</summary>
    public long Count => _step.Count;

    /// <summary>The gradient rows of each encoder; there after the first step.</summary>
    public IReadOnlyList<GradientRows> Rows => [.. Integrator.Rows.OfType<GradientRows>()];

    /// <summary>Takes one step with the trainee's batch.</summary>
    public void Take() => Take(_trainee.Batch);

    /// <summary>Takes one step.</summary>
    /// <param name="batch">The samples.</param>
    public void Take(MultimodalBatch batch) => Conflicts += _step.Take(batch, _meter).Count(group => group.Conflict == true);

    /// <inheritdoc/>
    public void Dispose() => _method.Dispose();

    private GradientIntegrator Integrator => _method is GradientIntegration integration
        ? integration.Integrator : throw new InvalidOperationException($"{_method.Name} must combine gradient rows; it has none.");
}
