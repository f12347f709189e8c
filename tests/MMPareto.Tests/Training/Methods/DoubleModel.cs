using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

/// <summary>A small model in float64 and a batch of 12 samples: what a method makes of the gradients, against plain autograd.</summary>
internal sealed class DoubleModel : IDisposable
{
    public const int Size = 12, Classes = 3;
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <param name="modalities">How many modalities, m0, m1, …</param>
    /// <param name="images">Whether they are images for encoders with convolutions and batch normalisation.</param>
    public DoubleModel(int modalities, bool images = false)
    {
        Seeds.SeedInitialWeights(3);
        var usual = get_default_dtype();
        set_default_dtype(ScalarType.Float64); // Module.to(type) stumbles over the two indexers of ModuleDict
        int FeaturesOf(int k) => images ? 16 : 4 + k;
        Encoder NewEncoder(int k) => images ? new ConvEncoder(1, new() { Channels = [16, 16, 16] }) : new MLPEncoder(4, 6, FeaturesOf(k));
        Model = new(
            [.. Enumerable.Range(0, modalities).Select(k => ($"m{k}", NewEncoder(k)))],
            new ConcatenationFusion([.. Enumerable.Range(0, modalities).Select(FeaturesOf)]), Classes);
        set_default_dtype(usual);
        Model.train();
        var random = new Random(5);
        long[] shape = images ? [Size, 1, 8, 8] : [Size, 4];
        Inputs = Enumerable.Range(0, modalities).ToDictionary(
            k => $"m{k}", k => Draw(random, shape) * (2 + k));
        Labels = tensor(Enumerable.Range(0, Size).Select(_ => (long)random.Next(Classes)).ToArray());
    }

    public MultimodalModel Model { get; }

    public Dictionary<string, Tensor> Inputs { get; }

    public Tensor Labels { get; }

    public IReadOnlyList<string> Names => Model.ModalityNames;

    public void Dispose()
    {
        Model.Dispose();
        _scope.Dispose();
    }

    /// <summary>Gradients after one step of a method that has begun, by name of the parameter.</summary>
    public Dictionary<string, double[]> Step(BalancingMethod method, int microBatches = 1)
    {
        using var scope = NewDisposeScope();
        ClearGradients();
        var size = Size / microBatches;
        for (var part = 0; part < microBatches; part++)
        {
            var labels = Labels.narrow(0, part * size, size);
            var inputs = Inputs.ToDictionary(input => input.Key, input => input.Value.narrow(0, part * size, size));
            var objectives = method.ComputeObjectives(method.Forward(Model, inputs, labels, null), labels);
            method.Accumulate(objectives.Times(1.0 / microBatches, _ => 1.0 / microBatches));
        }
        Assert.Empty(method.Combine());
        return Gradients();
    }

    /// <summary>Gradients of a loss by plain autograd, of the parameters that it reaches.</summary>
    public Dictionary<string, double[]> Autograd(Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        ClearGradients();
        loss().backward();
        return Gradients();
    }

    /// <summary>Gradients of the multimodal loss alone.</summary>
    public Dictionary<string, double[]> MultimodalGradients() =>
        Autograd(() => nn.functional.cross_entropy(Model.Fuse(Model.Encode(Inputs)), Labels));

    public void BeginEpoch(BalancingMethod method, int epoch) =>
        method.BeforeEpoch(new EpochStart(epoch, Model, SmallTraining.Playground(), new(), CPU));

    /// <summary>Entries of a matrix, row by row.</summary>
    public static double[][] Rows(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        var width = (int)matrix.shape[1];
        return [.. matrix.detach().contiguous().data<double>().ToArray().Chunk(width)];
    }

    public static double[] Softmax(IReadOnlyList<double> logits)
    {
        double[] powers = [.. logits.Select(logit => Math.Exp(logit - logits.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static Tensor Draw(Random random, long[] shape) => tensor(
        Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => random.NextDouble() - 0.5).ToArray()).reshape(shape);

    private void ClearGradients()
    {
        foreach (var parameter in Model.parameters()) parameter.grad = null;
    }

    private Dictionary<string, double[]> Gradients()
    {
        using var scope = NewDisposeScope();
        return Model.named_parameters().Where(p => p.parameter.grad is not null)
            .ToDictionary(p => p.name, p => p.parameter.grad!.contiguous().data<double>().ToArray());
    }
}
