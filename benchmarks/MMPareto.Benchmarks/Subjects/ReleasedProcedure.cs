using MMPareto.Models;
using MMPareto.Native;
using MMPareto.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>How the released code of [MMPareto2024] makes the gradients of a step, written anew from its description.</summary>
/// <remarks>
/// A backward pass for each loss with the graph kept, after which the gradients that are needed are cloned, concatenated as well, and all are
/// set to zero; per encoder the cosine of the concatenations, and the min-norm weights where it is not above 0, from inner products summed
/// over all tensors and the concatenation; a last pass of the sum of all losses; then tensor by tensor γ·n·max(‖s‖/‖n‖, 1).
/// </remarks>
/// <param name="model">Encoders that are separate.</param>
/// <param name="gamma">γ.</param>
internal sealed class ReleasedProcedure(MultimodalModel model, double gamma = 1.5)
{
    private const double AlmostOne = 0.999;
    private readonly Parameter[][] _encoders = [.. model.Encoders.Select(encoder => encoder.parameters().ToArray())];
    private readonly Parameter[] _all = [.. model.parameters()];

    /// <summary>Encoders that were in conflict, over all steps.</summary>
    public long Conflicts { get; private set; }

    /// <summary>Time spent on the inner products of the min-norm solver, which only encoders in conflict need.</summary>
    public TimeSpan Solving { get; private set; }

    /// <summary>Makes the gradients that the optimizer follows.</summary>
    /// <param name="losses">All losses of a batch.</param>
    public void FillGradients(Objectives losses)
    {
        using var scope = NewDisposeScope();
        Clear();
        losses.Multimodal!.backward([], retain_graph: true, create_graph: false);
        var multimodal = Array.ConvertAll(_encoders, KeptGradients.Of);
        Clear();
        var unimodal = new KeptGradients[_encoders.Length];
        for (var k = 0; k < _encoders.Length; k++)
        {
            losses.Heads[k]!.backward([], retain_graph: true, create_graph: false);
            unimodal[k] = KeptGradients.Of(_encoders[k]);
            Clear();
        }
        var weights = multimodal.Zip(unimodal, Weigh).ToArray();
        losses.Sum().backward();
        using var _ = no_grad();
        for (var k = 0; k < _encoders.Length; k++)
            for (var t = 0; t < _encoders[k].Length; t++)
                Rescale(_encoders[k][t], multimodal[k].Tensors[t], unimodal[k].Tensors[t], weights[k]);
    }

    /// <summary>The weight of the multimodal gradient; that of the unimodal one is what it leaves of 1.</summary>
    private double Weigh(KeptGradients multimodal, KeptGradients unimodal)
    {
        using var _ = no_grad();
        if (nn.functional.cosine_similarity(multimodal.All, unimodal.All, 0).item<float>() > 0) return 0.5;
        Conflicts++;
        var began = TimeProvider.System.GetTimestamp();
        var (own, both, other) = (multimodal.Dot(multimodal), multimodal.Dot(unimodal), unimodal.Dot(unimodal));
        Solving += TimeProvider.System.GetElapsedTime(began);
        return both >= own ? AlmostOne : both >= other ? 1 - AlmostOne : (other - both) / (own + other - (2 * both));
    }

    private void Rescale(Parameter parameter, Tensor multimodal, Tensor unimodal, double weight)
    {
        using var sum = parameter.grad!;
        var combined = multimodal.Times(2 * weight).Plus(unimodal.Times(2 * (1 - weight)));
        var ratio = sum.norm().item<float>() / combined.norm().item<float>();
        parameter.grad = combined.Times(gamma * Math.Max(ratio, 1));
    }

    private void Clear()
    {
        using var _ = no_grad();
        foreach (var parameter in _all)
        {
            using var gradient = parameter.grad;
            gradient?.zero_();
        }
    }
}
