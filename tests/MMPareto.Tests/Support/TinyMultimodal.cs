using MMPareto.Gradients;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Support;

/// <summary>How the encoders of a <see cref="TinyMultimodal"/> hang together.</summary>
internal enum Wiring
{
    /// <summary>Each unimodal loss reaches its own encoder only.</summary>
    Separate,

    /// <summary>Each encoder also sees the features of all others.</summary>
    Exchange,

    /// <summary>The first two modalities share one encoder.</summary>
    SharedEncoder,
}

/// <summary>A small late-fusion classifier: an encoder and a head for each modality, and a head on all features.</summary>
internal sealed class TinyMultimodal : IDisposable
{
    private const int Inputs = 4, Features = 3, Classes = 3;
    private readonly Wiring _wiring;
    private readonly ScalarType _type;
    private readonly Sequential[] _encoders;
    private readonly Linear[] _heads;
    private readonly Linear _fusion;

    public TinyMultimodal(int modalities, Wiring wiring = Wiring.Separate, ScalarType type = ScalarType.Float32, int seed = 1)
    {
        (_wiring, _type) = (wiring, type);
        _encoders = [.. Enumerable.Range(0, modalities).Select(_ =>
            nn.Sequential(nn.Linear(Inputs, 5, dtype: type), nn.Tanh(), nn.Linear(5, Features, dtype: type)))];
        if (wiring == Wiring.SharedEncoder) _encoders[1] = _encoders[0];
        _heads = [.. Enumerable.Range(0, modalities).Select(_ => nn.Linear(Features, Classes, dtype: type))];
        _fusion = nn.Linear(Features * modalities, Classes, dtype: type);
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var parameter in All) parameter.copy_(Draw(random, parameter.shape));
    }

    public IReadOnlyList<nn.Module> Encoders => _encoders;

    public IReadOnlyList<ParameterGroup> Groups =>
        [.. _encoders.Select((encoder, k) => ParameterGroup.Of($"m{k}", encoder))];

    /// <summary>Parameters of the heads and of the fusion, which are in no group.</summary>
    public IReadOnlyList<Parameter> Outside => [.. _heads.Append(_fusion).SelectMany(m => m.parameters())];

    public IReadOnlyList<Parameter> All =>
        [.. _encoders.Distinct().SelectMany(m => m.parameters()), .. Outside];

    public Linear Fusion => _fusion;

    public IReadOnlyList<Linear> Heads => _heads;

    /// <summary>A batch of inputs and labels; the same for the same seed.</summary>
    public (Tensor[] Inputs, Tensor Labels) Batch(int size, int seed = 7)
    {
        var random = new Random(seed);
        var inputs = _encoders.Select(_ => Draw(random, [size, Inputs]) * 3).ToArray();
        var labels = Enumerable.Range(0, size).Select(_ => (long)random.Next(Classes)).ToArray();
        return (inputs, tensor(labels));
    }

    /// <summary>Losses of the fused prediction and of each modality's head.</summary>
    public (Tensor Multimodal, Tensor[] Unimodal) Losses(Tensor[] inputs, Tensor labels) => LossesOf(Encode(inputs), labels);

    /// <summary>Features of each modality.</summary>
    public Tensor[] Encode(Tensor[] inputs)
    {
        var own = inputs.Select((x, k) => _encoders[k].forward(x)).ToArray();
        var features = own;
        if (_wiring == Wiring.Exchange)
        {
            var mean = own.Aggregate((a, b) => a + b) / own.Length;
            features = [.. own.Select(z => z + (mean * 0.5).tanh())];
        }
        return features;
    }

    /// <summary>Losses of the heads on features.</summary>
    public (Tensor Multimodal, Tensor[] Unimodal) LossesOf(IReadOnlyList<Tensor> features, Tensor labels) => (
        nn.functional.cross_entropy(_fusion.forward(cat([.. features], 1)), labels),
        [.. features.Select((z, k) => nn.functional.cross_entropy(_heads[k].forward(z), labels))]);

    public (Tensor Multimodal, Tensor[] Unimodal) Losses(int size = 8, int seed = 7)
    {
        var (inputs, labels) = Batch(size, seed);
        return Losses(inputs, labels);
    }

    /// <summary>The gradient of one loss alone with respect to these parameters, by plain autograd; leaves no gradient behind.</summary>
    public double[] GradientOf(Func<(Tensor Multimodal, Tensor[] Unimodal), Tensor> loss, IEnumerable<Parameter> parameters, int size = 8, int seed = 7)
    {
        using var scope = NewDisposeScope();
        ClearGradients();
        loss(Losses(size, seed)).backward();
        var gradient = parameters.SelectMany(LinearEncoder.GradientOf).ToArray();
        ClearGradients();
        return gradient;
    }

    public double[] GradientOf(Func<(Tensor Multimodal, Tensor[] Unimodal), Tensor> loss, int encoder) =>
        GradientOf(loss, _encoders[encoder].parameters());

    /// <summary>Freezes or unfreezes one encoder, or all of them.</summary>
    public void SetTrainable(bool trainable, int? encoder = null)
    {
        foreach (var parameter in _encoders.Where((_, k) => encoder is null || encoder == k).SelectMany(m => m.parameters()))
            parameter.requires_grad = trainable;
    }

    public void ClearGradients()
    {
        foreach (var parameter in All) parameter.grad = null;
    }

    public void Dispose()
    {
        foreach (var encoder in _encoders.Distinct()) encoder.Dispose();
        foreach (var head in _heads) head.Dispose();
        _fusion.Dispose();
    }

    private Tensor Draw(Random random, long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var values = Enumerable.Range(0, (int)count).Select(_ => (random.NextDouble() * 2) - 1).ToArray();
        return tensor(values).to(_type).reshape(shape);
    }
}
