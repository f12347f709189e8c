using MMPareto.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>An optimizer over a model's parameters in two sets: those of the groups (encoders, or the shared trunk), and all others.</summary>
public sealed class ModelOptimizer : IDisposable
{
    private readonly optim.Optimizer _optimizer;
    private readonly OptimizerOptions _options;
    private readonly Parameter[] _parameters;

    /// <summary>An optimizer for a model in its final place; frozen parameters are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public ModelOptimizer(Model model, OptimizerOptions options)
    {
        options.Validate();
        _options = options;
        _parameters = [.. model.parameters().DistinctBy(p => p.Handle).Where(p => p.requires_grad)];
        var encoders = model.Groups.SelectMany(group => group.Module.parameters()).Select(p => p.Handle).ToHashSet();
        Parameter[] encoderSet = [.. _parameters.Where(p => encoders.Contains(p.Handle))];
        Parameter[] otherSet = [.. _parameters.Where(p => !encoders.Contains(p.Handle))];
        _optimizer = options.Kind == OptimizerKind.SGD ? SGD(encoderSet, otherSet, options) : AdamW(encoderSet, otherSet, options);
    }

    /// <summary>Its settings.</summary>
    public OptimizerOptions Options => _options;

    /// <summary>Sets the learning rate of both sets.</summary>
    /// <param name="scheduleFactor">The schedule's factor on the learning rate, 0 or more.</param>
    /// <returns>The learning rate of the parameters outside the encoders.</returns>
    public double SetLearningRate(double scheduleFactor)
    {
        var rate = _options.LearningRate * scheduleFactor;
        var sets = _optimizer.ParamGroups.ToArray();
        sets[0].LearningRate = rate * _options.EncoderFactor;
        sets[1].LearningRate = rate;
        return rate;
    }

    /// <summary>Sets all gradients to zero, in place.</summary>
    public void ZeroGradients() => _optimizer.zero_grad();

    /// <summary>Scales all gradients together so that their total length is at most a number.</summary>
    /// <param name="largestNorm">The largest length; 0 does nothing.</param>
    public void ClipGradients(double largestNorm)
    {
        if (largestNorm > 0) nn.utils.clip_grad_norm_(_parameters, largestNorm);
    }

    /// <summary>One update of all parameters.</summary>
    public void Step() => _optimizer.step()?.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private static SGD SGD(Parameter[] encoders, Parameter[] others, OptimizerOptions options)
    {
        SGD.ParamGroup Set(Parameter[] parameters) => new(
            parameters, lr: options.LearningRate, momentum: options.Momentum, weight_decay: options.WeightDecay);
        return optim.SGD([Set(encoders), Set(others)], options.LearningRate, options.Momentum, weight_decay: options.WeightDecay);
    }

    private static AdamW AdamW(Parameter[] encoders, Parameter[] others, OptimizerOptions options)
    {
        AdamW.ParamGroup Set(Parameter[] parameters, double factor) => new(
            parameters, lr: options.LearningRate * factor, beta1: options.Beta1, beta2: options.Beta2, eps: options.Epsilon,
            weight_decay: options.WeightDecay / factor);
        return optim.AdamW([Set(encoders, options.EncoderFactor), Set(others, 1)], options.LearningRate, options.Beta1,
            options.Beta2, options.Epsilon, options.WeightDecay);
    }
}
