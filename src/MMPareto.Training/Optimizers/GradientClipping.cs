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
        var norm = Math.Sqrt(gradients.Sum(gradient => gradient.Squared().sum(ScalarType.Float64).item<double>()));
        var factor = largestNorm / (norm + Floor);
        if (factor >= 1) return;
        foreach (var gradient in gradients) gradient.TimesInPlace(factor);
    }
}
