using MMPareto.Data;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary>Gaussian noise as wide as the gradient itself: the "GE" (generalization enhancement) of OGM-GE [Peng2022].</summary>
/// <remarks>The numbers follow from seed, step, encoder and tensor alone, and are drawn on the CPU for any device.</remarks>
/// <param name="seed">The training seed.</param>
public sealed class EnhancementNoise(long seed)
{
    private const long Stream = 101; // apart from the streams of MMPareto.Data
    private const double Floor = 1e-8;

    /// <summary>A draw of N(0, (σ + 1e-8)²) for each entry of a gradient whose entries have standard deviation σ (with n − 1; 0
    /// for a single entry).</summary>
    /// <param name="gradient">The gradient as autograd gave it.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="encoder">Number of the encoder.</param>
    /// <param name="tensor">Number of the parameter tensor in the encoder.</param>
    /// <returns>Shape, type and device of the gradient.</returns>
    public Tensor For(Tensor gradient, long step, int encoder, int tensor)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(new CounterRandom(seed, Stream, step, encoder, tensor).NextUInt64());
        var deviation = gradient.numel() > 1 ? gradient.to(ScalarType.Float64).std(unbiased: true).item<double>() : 0;
        var normal = randn(gradient.shape, dtype: gradient.dtype, generator: generator);
        return normal.TimesInPlace(deviation + Floor).to(gradient.device).MoveToOuterDisposeScope();
    }
}
