using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Gradients.Approximation;

/// <summary>The gradients that one backward pass has left in the parameters of encoders.</summary>
internal sealed class EncoderGradients
{
    private readonly (string Name, Parameter Parameter)[][] _parameters;
    private readonly string[] _names;

    /// <param name="groups">The encoders, or one shared trunk.</param>
    /// <exception cref="ArgumentException">Two share a parameter.</exception>
    public EncoderGradients(IReadOnlyList<ParameterGroup> groups)
    {
        _names = [.. groups.Select(group => group.Name)];
        _parameters = [.. groups.Select(group => group.Parameters.DistinctBy(p => p.Parameter.Handle).ToArray())];
        if (_parameters.SelectMany(group => group).GroupBy(p => p.Parameter.Handle).FirstOrDefault(same => same.Count() > 1) is { } shared)
            throw new ArgumentException($"groups must not share parameters in an approximation; got '{shared.First().Name}' twice.", nameof(groups));
    }

    /// <summary>Number of encoders.</summary>
    public int Count => _names.Length;

    /// <summary>Names of the encoders that are not frozen altogether.</summary>
    public IEnumerable<string> TrainedNames => _names.Where((_, k) => IsTrained(k));

    public string NameOf(int encoder) => _names[encoder];

    /// <summary>Whether some parameter of an encoder is not frozen.</summary>
    public bool IsTrained(int encoder) => Trained(encoder).Any();

    /// <summary>Finds from the autograd graph whether each encoder's features come of its own parameters only; leaves no gradients.</summary>
    /// <param name="features">The features of each encoder.</param>
    public bool MakeOwnFeaturesOnly(IReadOnlyList<Tensor> features)
    {
        using var scope = NewDisposeScope();
        var separate = true;
        var inputs = Enumerable.Range(0, Count).SelectMany(Trained).Select(p => (Tensor)p.Parameter).ToList();
        for (var k = 0; k < Count; k++)
        {
            if (!features[k].requires_grad) continue;
            Clear();
            autograd.backward([features[k]], [ones_like(features[k])], retain_graph: true, create_graph: false, inputs);
            for (var other = 0; other < Count; other++)
                if (other != k) separate &= !Trained(other).Any(p => p.Parameter.grad is not null);
        }
        Clear();
        return separate;
    }

    /// <summary>Gives a gradient of zero to parameters that nothing has reached, and refuses what is not finite.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <exception cref="NumericalException">A gradient is not finite.</exception>
    public void Finish(long step)
    {
        for (var k = 0; k < Count; k++)
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var extremes = new List<Tensor>();
            foreach (var (_, parameter) in Trained(k))
            {
                if (parameter.grad is not { } gradient) parameter.grad = zeros_like(parameter);
                else if (gradient.numel() > 0) extremes.AddRange(ExtremesOf(gradient));
            }
            if (extremes.Count > 0 && !stack(extremes).isfinite().all().item<bool>())
                throw new NumericalException(step, "combined", _names[k], FirstNotFinite(k));
        }
    }

    private IEnumerable<(string Name, Parameter Parameter)> Trained(int encoder) => _parameters[encoder].Where(p => p.Parameter.requires_grad);

    private void Clear()
    {
        foreach (var (_, parameter) in Enumerable.Range(0, Count).SelectMany(Trained)) parameter.grad = null;
    }

    /// <summary>One pass over memory, without a copy; both are NaN where one entry is.</summary>
    private static Tensor[] ExtremesOf(Tensor gradient)
    {
        var (smallest, largest) = aminmax(gradient);
        return [smallest, largest];
    }

    private string? FirstNotFinite(int encoder) =>
        Trained(encoder).FirstOrDefault(p => p.Parameter.grad?.isfinite().all().item<bool>() == false).Name;
}
