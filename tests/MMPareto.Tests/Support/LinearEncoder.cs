using MMPareto.Gradients;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Support;

/// <summary>
/// Parameters θ = 0 whose losses are linear, ⟨g, θ⟩: the gradient of a loss is its g exactly, and every loss is 0.
/// </summary>
internal sealed class LinearEncoder : IDisposable
{
    private readonly Parameter[] _tensors;

    /// <param name="name">Name of the group; its tensors are p0, p1, ...</param>
    /// <param name="sizes">Entries of each tensor.</param>
    /// <param name="type">Number type of the parameters.</param>
    public LinearEncoder(string name, int[] sizes, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        _tensors = [.. sizes.Select(n => (Parameter)new Parameter(zeros(n, dtype: type)).DetachFromDisposeScope())];
        Group = new ParameterGroup(name, [.. _tensors.Select((p, t) => ($"p{t}", p))]);
    }

    public ParameterGroup Group { get; }

    public IReadOnlyList<Parameter> Tensors => _tensors;

    /// <summary>The combined gradient: what the tensors' grad holds, one after the other.</summary>
    public double[] Gradient => [.. _tensors.SelectMany(GradientOf)];

    public static double[] GradientOf(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        var gradient = parameter.grad;
        return gradient is null ? new double[parameter.numel()] : [.. gradient.to(float64).flatten().data<double>()];
    }

    /// <summary>The loss with this gradient, all tensors in one row.</summary>
    public Tensor Loss(IReadOnlyList<double> row)
    {
        var parts = new List<Tensor>();
        var start = 0;
        foreach (var parameter in _tensors)
        {
            var n = (int)parameter.numel();
            parts.Add((tensor(row.Skip(start).Take(n).ToArray()).to(parameter.dtype) * parameter).sum());
            start += n;
        }
        return parts.Aggregate((a, b) => a + b);
    }

    public void Dispose()
    {
        foreach (var parameter in _tensors) parameter.Dispose();
    }
}
