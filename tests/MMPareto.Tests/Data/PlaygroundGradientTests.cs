using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Playground;
using TorchSharp;
using static TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace MMPareto.Tests.Data;

/// <summary>What the dials do to the gradients of a small model with one hidden layer behind the encoders.</summary>
public sealed class PlaygroundGradientTests : IDisposable
{
    private const int Width = 8;
    private const int Epochs = 10;
    private const float Rate = 0.2f;
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly int _threads = torch.get_num_threads();
    private long _drawn;

    // Tensors this small are slower on two threads, much slower if others want the cores.
    public PlaygroundGradientTests() => torch.set_num_threads(1);

    public void Dispose()
    {
        torch.set_num_threads(_threads);
        _scope.Dispose();
    }

    [Fact]
    public void Conflict_turns_the_two_gradients_of_an_encoder_apart()
    {
        var agreeing = MeanCosine(conflict: 0);
        var conflicting = MeanCosine(conflict: 0.4);
        Assert.InRange(agreeing - conflicting, 0.08, 1);
    }

    /// <summary>
    /// Mean cosine between the gradients of the multimodal and of the unimodal loss in the first encoder over a short
    /// training on the sum of all losses.
    /// </summary>
    private double MeanCosine(double conflict)
    {
        var train = PlaygroundSplits.Generate(new() { Conflict = [conflict] }).Train;
        _drawn = 0;
        Tensor[] encoders = [Parameter(16, Width), Parameter(16, Width)];
        Tensor[] heads = [Parameter(Width, 4), Parameter(Width, 4)];
        Tensor[] fused = [Parameter(2 * Width, 32), Parameter(32, 4)];
        Tensor[] all = [.. encoders, .. heads, .. fused];
        var cosines = new List<double>();
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            foreach (var batch in new BatchLoader(train, new() { Workers = 0 }).Epoch(epoch))
            {
                using var scope = torch.NewDisposeScope();
                using (batch) cosines.Add(Step(batch, encoders, heads, fused, all));
            }
        }
        return cosines.Average();
    }

    private static double Step(
        MultimodalBatch batch, Tensor[] encoders, Tensor[] heads, Tensor[] fused, Tensor[] all)
    {
        Tensor[] features = [.. encoders.Select((encoder, k) => relu(batch.Inputs[$"m{k + 1}"].mm(encoder)))];
        var multimodal = cross_entropy(relu(torch.cat(features, 1).mm(fused[0])).mm(fused[1]), batch.Labels);
        Tensor[] unimodal = [.. features.Zip(heads, (x, head) => cross_entropy(x.mm(head), batch.Labels))];
        var joint = torch.autograd.grad([multimodal], [encoders[0]], retain_graph: true)[0].flatten();
        var own = torch.autograd.grad([unimodal[0]], [encoders[0]], retain_graph: true)[0].flatten();
        var total = torch.autograd.grad([multimodal + unimodal[0] + unimodal[1]], all);
        using (torch.no_grad())
        {
            for (var i = 0; i < all.Length; i++) all[i].sub_(total[i] * Rate);
        }
        return (joint.dot(own) / (joint.norm() * own.norm())).item<float>();
    }

    private Tensor Parameter(int inputs, int outputs)
    {
        var random = new CounterRandom(1, _drawn++);
        var values = new float[inputs, outputs];
        for (var i = 0; i < inputs; i++)
            for (var o = 0; o < outputs; o++)
                values[i, o] = (float)(random.NextGaussian() * Math.Sqrt(2.0 / inputs));
        return torch.tensor(values).requires_grad_();
    }
}
