using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>An optimizer over a model's parameters in two sets: those of the groups (encoders, or the shared trunk), and all others.</summary>
/// <remarks>Not TorchSharp's own optimizers, which let libtorch read numbers that the garbage collector may have freed; results
/// equal theirs bit for bit. See <c>docs/torchsharp-notes.md</c>.</remarks>
public sealed class ModelOptimizer : IDisposable
{
    private readonly ParameterUpdate[] _updates;
    private double _rate;

    /// <summary>An optimizer for a model in its final place; frozen parameters are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public ModelOptimizer(Model model, OptimizerOptions options)
    {
        options.Validate();
        (Options, _rate) = (options, options.LearningRate);
        var encoders = model.Groups.SelectMany(group => group.Module.parameters()).Select(p => p.Handle).ToHashSet();
        _updates = [.. model.parameters().DistinctBy(p => p.Handle).Where(p => p.requires_grad)
            .Select(p => UpdateOf(p, encoders.Contains(p.Handle) ? options.EncoderFactor : 1, options))];
    }

    /// <summary>Its settings.</summary>
    public OptimizerOptions Options { get; }

    /// <summary>Sets the learning rate of both sets.</summary>
    /// <param name="scheduleFactor">The schedule's factor on the learning rate, 0 or more.</param>
    /// <returns>The learning rate of the parameters outside the encoders.</returns>
    public double SetLearningRate(double scheduleFactor) => _rate = Options.LearningRate * scheduleFactor;

    /// <summary>Sets all gradients to zero, in place.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var update in _updates) update.Parameter.grad?.zero_();
    }

    /// <summary>Scales all gradients together so that their total length is at most a number.</summary>
    /// <param name="largestNorm">The largest length; 0 does nothing.</param>
    public void ClipGradients(double largestNorm)
    {
        if (largestNorm > 0) GradientClipping.Apply(_updates.Select(update => update.Parameter), largestNorm);
    }

    /// <summary>One update of all parameters; those without a gradient stay.</summary>
    public void Step()
    {
        using var _ = no_grad();
        foreach (var update in _updates) update.Step(_rate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var update in _updates) update.Dispose();
    }

    private static ParameterUpdate UpdateOf(TorchSharp.Modules.Parameter parameter, double factor, OptimizerOptions options) =>
        options.Kind == OptimizerKind.SGD ? new MomentumUpdate(parameter, factor, options) : new AdamWUpdate(parameter, factor, options);
}
