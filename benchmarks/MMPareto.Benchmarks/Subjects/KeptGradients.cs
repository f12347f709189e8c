using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>Gradients of an encoder that <see cref="ReleasedProcedure"/> keeps: each tensor, and all of them as one vector.</summary>
/// <param name="Tensors">A clone of the gradient of each parameter.</param>
/// <param name="All">Their concatenation.</param>
internal sealed record KeptGradients(Tensor[] Tensors, Tensor All)
{
    /// <summary>Clones the present gradients of some parameters.</summary>
    public static KeptGradients Of(Parameter[] parameters)
    {
        using var _ = no_grad();
        Tensor[] tensors = [.. parameters.Select(parameter => parameter.grad!.clone())];
        return new(tensors, cat([.. tensors.Select(tensor => tensor.flatten())]));
    }

    /// <summary>The inner product, summed over all tensors and the concatenation, so twice the true one.</summary>
    public double Dot(KeptGradients other)
    {
        var sum = (All * other.All).sum();
        foreach (var (own, others) in Tensors.Zip(other.Tensors)) sum = sum.Plus((own * others).sum());
        return sum.item<float>();
    }
}
