using MMPareto.Gradients;
using MMPareto.Runs.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>The gradients of each loss for one encoder, over mini-batches.</summary>
internal sealed class GroupNoise : IDisposable
{
    private readonly string _name;
    private readonly Parameter[] _parameters;
    private readonly IReadOnlyList<string> _losses;
    private readonly RunningGradient[] _running;
    private readonly List<double?> _cosines = [];

    /// <param name="name">Name of the encoder.</param>
    /// <param name="module">The encoder.</param>
    /// <param name="losses">Names of the losses, at least two.</param>
    public GroupNoise(string name, nn.Module module, IReadOnlyList<string> losses)
    {
        (_name, _losses) = (name, losses);
        _parameters = [.. module.parameters().DistinctBy(p => p.Handle)];
        var device = _parameters[0].device;
        _running = [.. losses.Select(_ => new RunningGradient(_parameters.Sum(p => p.numel()), device))];
    }

    /// <summary>The gradient that a backward pass has left in the parameters; zeros where it did not reach.</summary>
    /// <returns>[n], float64.</returns>
    public Tensor Gradient()
    {
        using var scope = NewDisposeScope();
        var parts = _parameters.Select(p => p.grad?.to(float64).flatten() ?? zeros(p.numel(), float64, p.device));
        return cat([.. parts]).MoveToOuterDisposeScope();
    }

    /// <summary>Takes the gradients of one mini-batch in.</summary>
    /// <param name="gradients">[n] each, in the order of the losses.</param>
    /// <param name="batch">Number of the mini-batch, from 1.</param>
    /// <exception cref="NumericalException">One is not finite.</exception>
    public void Add(IReadOnlyList<Tensor> gradients, int batch)
    {
        double[] norms = [.. gradients.Select((gradient, loss) => _running[loss].Add(gradient))];
        for (var loss = 0; loss < norms.Length; loss++)
            if (!double.IsFinite(norms[loss])) throw new NumericalException(batch, _losses[loss], _name, null);
        using var product = gradients[0].dot(gradients[1]);
        _cosines.Add(norms[0] == 0 || norms[1] == 0 ? null : product.item<double>() / norms[0] / norms[1]);
    }

    /// <param name="batchSize">Samples in each mini-batch.</param>
    public GradientNoiseRecord ToRecord(int batchSize) => new()
    {
        Batches = _cosines.Count,
        BatchSize = batchSize,
        Losses = _losses.Zip(_running).ToDictionary(pair => pair.First, pair => pair.Second.ToRecord()),
        Cosines = _cosines,
    };

    public void Dispose()
    {
        foreach (var running in _running) running.Dispose();
    }
}
