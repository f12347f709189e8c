using MMPareto.Native;
using MMPareto.Runs.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>Mean and scatter of gradients that are seen one by one; none is kept.</summary>
/// <remarks>
/// With the n-th gradient g_n: δ = g_n − mean, mean ← mean + δ/n, scatter ← scatter + ‖δ‖²·(n − 1)/n. The scatter is then
/// Σ‖g_i − mean‖², all in double, and no difference of large numbers is taken.
/// </remarks>
internal sealed class RunningGradient : IDisposable
{
    private readonly List<double> _norms = [];
    private readonly Tensor _mean;
    private double _scatter;

    /// <param name="length">Entries of a gradient, n.</param>
    /// <param name="device">Where the gradients are.</param>
    public RunningGradient(long length, Device device) =>
        _mean = zeros(length, float64, device).DetachFromDisposeScope();

    /// <summary>Takes one gradient in.</summary>
    /// <param name="gradient">[n], float64.</param>
    /// <returns>Its norm.</returns>
    public double Add(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var norm = Math.Sqrt(gradient.dot(gradient).item<double>());
        _norms.Add(norm);
        var difference = gradient - _mean;
        _scatter += difference.dot(difference).item<double>() * (_norms.Count - 1) / _norms.Count;
        _mean.PlusInPlace(difference, 1.0 / _norms.Count);
        return norm;
    }

    /// <summary>What was seen; at least two gradients.</summary>
    public LossNoiseRecord ToRecord()
    {
        using var scope = NewDisposeScope();
        var mean = _norms.Average();
        return new LossNoiseRecord
        {
            Norms = _norms,
            MeanNorm = mean,
            NormVariance = _norms.Sum(norm => (norm - mean) * (norm - mean)) / (_norms.Count - 1),
            NormOfMean = Math.Sqrt(_mean.dot(_mean).item<double>()),
            CovarianceTrace = _scatter / (_norms.Count - 1),
        };
    }

    public void Dispose() => _mean.Dispose();
}
