using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>The weights of a model, which can be moved along two random directions; disposing puts them back bit by bit.</summary>
/// <remarks>
/// A direction has normally distributed entries; each filter of it (an entry along the first dimension of a weight) is scaled to
/// the norm of the model's filter [LiH2018]. Parameters of one dimension (biases, normalisation) and buffers are not moved.
/// </remarks>
internal sealed class MovedWeights : IDisposable
{
    private readonly (Parameter Parameter, Tensor Solution, Tensor First, Tensor Second)[] _moved;

    /// <param name="model">The model.</param>
    /// <param name="seed">Decides the directions.</param>
    public MovedWeights(Model model, long seed)
    {
        using var _ = no_grad();
        Parameter[] weights = [.. model.parameters().DistinctBy(p => p.Handle).Where(p => p.dim() > 1)];
        _moved = [.. weights.Select((weight, number) => (
            weight, weight.detach().clone().DetachFromDisposeScope(), Direction(weight, seed, number, 0), Direction(weight, seed, number, 1)))];
    }

    /// <summary>Puts the weights at solution + first · direction 1 + second · direction 2.</summary>
    /// <param name="first">Position along the first direction.</param>
    /// <param name="second">Position along the second.</param>
    public void MoveTo(double first, double second)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (weight, solution, one, other) in _moved)
            weight.copy_(solution.Plus(one.Times(first).Plus(other.Times(second))));
    }

    public void Dispose()
    {
        using var _ = no_grad();
        foreach (var (weight, solution, first, second) in _moved)
        {
            weight.copy_(solution);
            foreach (var tensor in new[] { solution, first, second }) tensor.Dispose();
        }
    }

    /// <summary>A random tensor of the weight's shape whose filters have the norms of the weight's.</summary>
    internal static Tensor Direction(Tensor weight, long seed, int number, int axis)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var random = new CounterRandom(seed, DiagnosticStreams.Directions, number, axis);
        var entries = new float[weight.numel()];
        for (var i = 0; i < entries.Length; i++) entries[i] = (float)random.NextGaussian();
        var direction = tensor(entries).reshape(weight.shape[0], -1).to(weight.dtype).to(weight.device);
        var norms = weight.detach().reshape(weight.shape[0], -1).norm(1, keepdim: true);
        var scaled = direction / direction.norm(1, keepdim: true) * norms;
        return scaled.reshape(weight.shape).DetachFromDisposeScope();
    }
}
