using System.Globalization;
using MMPareto.Gradients;
using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Checks;

/// <summary>Two gradients of one encoder and the combination that a method must make of them.</summary>
/// <param name="Name">What the case shows.</param>
/// <param name="Method">Makes the method; a new one for each use.</param>
/// <param name="Multimodal">Gradient of the multimodal loss, one array a parameter tensor.</param>
/// <param name="Unimodal">Gradient of the unimodal loss, likewise.</param>
/// <param name="Expected">The combined gradient, all tensors one after the other.</param>
internal sealed record GoldenVector(
    string Name, Func<Aggregator> Method, double[][] Multimodal, double[][] Unimodal, double[] Expected)
{
    /// <summary>Ten times the rounding of float32, which training computes in.</summary>
    private const double Tolerance = 1e-6;

    public SelfTestResult Check()
    {
        var found = Integrate();
        var scale = Math.Max(1, Expected.Max(Math.Abs));
        var agrees = found.Length == Expected.Length
            && found.Zip(Expected).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * scale);
        return new SelfTestResult(Name, Text(Expected), Text(found), agrees);
    }

    /// <summary>The gradient of Σ g·p is g: so the two rows are the given ones.</summary>
    private double[] Integrate()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [.. Multimodal.Select(part => new Parameter(zeros(part.Length)))];
        var group = new ParameterGroup(
            "encoder", [.. parameters.Select((parameter, i) => ($"tensor{i + 1}", parameter))]);
        using var integrator = GradientIntegrator.For([group], Method());
        integrator.Backward(Loss(parameters, Multimodal), [Loss(parameters, Unimodal)]);
        return [.. parameters.SelectMany(parameter => parameter.grad!.data<float>(), (_, value) => (double)value)];
    }

    private static Tensor Loss(Parameter[] parameters, double[][] gradients) => parameters
        .Zip(gradients, (parameter, gradient) => (parameter * tensor(gradient, dtype: float32)).sum())
        .Aggregate((sum, term) => sum.Plus(term));

    private static string Text(IEnumerable<double> vector)
    {
        var entries = vector.Select(value => value.ToString("0.#####", CultureInfo.InvariantCulture));
        return $"({string.Join(", ", entries)})";
    }
}
