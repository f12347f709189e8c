using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>Keeps gradients short.</summary>
internal static class GradientClipping
{
    private const double Floor = 1e-6; // as in PyTorch's clip_grad_norm_

    /// <summary>Scales gradients together so that their total length is at most a number.</summary>
    /// <param name="parameters">Those without a gradient are passed over.</param>
    /// <param name="largestNorm">The largest length, above 0.</param>
    public static void Apply(IEnumerable<Parameter> parameters, double largestNorm)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        var factor = FactorFor(gradients, largestNorm);
        if (factor == 1) return;
        foreach (var gradient in gradients) gradient.TimesInPlace(factor);
    }

    /// <summary>The factor that makes the total length of gradients at most a number; 1 where it is so.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="largestNorm">The largest length, above 0.</param>
    public static double FactorFor(IReadOnlyList<Tensor> gradients, double largestNorm) =>
        Math.Min(1, largestNorm / (Math.Sqrt(gradients.Sum(SquaredLength)) + Floor));

    /// <summary>The squared length of a gradient, summed in double; not finite when one of its values is not.</summary>
    /// <param name="gradient">The gradient.</param>
    public static double SquaredLength(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        if (gradient.dtype != ScalarType.Float32 || !MemoryLayout.HasAddress(gradient))
            return gradient.Squared().sum(ScalarType.Float64).item<double>();
        var (address, count) = (MemoryLayout.AddressOf(gradient), gradient.numel());
        return MemoryPass.Sum((int)((count + MemoryPass.PieceLength - 1) / MemoryPass.PieceLength), piece =>
        {
            var start = (long)piece * MemoryPass.PieceLength;
            var values = MemoryLayout.ValuesAt(address, start, (int)Math.Min(MemoryPass.PieceLength, count - start));
            return VectorMath.Dot(values, values);
        });
    }
}
