using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public sealed class MMTMTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Gates by hand in double from the parameters: 2σ(W_k ReLU(W s + b) + b_k) times each map.</summary>
    [Fact]
    public void Gates_follow_the_formula_channel_by_channel()
    {
        using var scope = NewDisposeScope();
        MMPareto.Training.Seeds.SeedInitialWeights(3);
        using var unit = new MMTM(2, 4);
        var (a, b) = (rand(3, 2, 5, 4), rand(3, 4, 2, 2));
        var (gatedA, gatedB) = unit.Exchange(a, b);
        Assert.Equal((a.shape, b.shape), (gatedA.shape, gatedB.shape), (e, g) => e.Item1.SequenceEqual(g.Item1) && e.Item2.SequenceEqual(g.Item2));

        var joint = Relu(Linear(unit, "joint", [.. Means(a, 1), .. Means(b, 1)]));
        Assert.Equal(3, joint.Length); // 2 (2 + 4) / 4
        foreach (var (maps, gated, branch) in new[] { (a, gatedA, 0), (b, gatedB, 1) })
        {
            var gates = Linear(unit, $"branches.{branch}.gate", joint).Select(x => 2 / (1 + Math.Exp(-x))).ToArray();
            for (var c = 0; c < gates.Length; c++)
                Close.Equal([.. Values(maps[1, c]).Select(x => x * gates[c])], Values(gated[1, c]), 1e-5);
        }
    }

    [Fact]
    public void Each_branch_keeps_the_mean_of_its_own_gates_over_training_batches()
    {
        using var scope = NewDisposeScope();
        MMPareto.Training.Seeds.SeedInitialWeights(3);
        using var unit = new MMTM(2, 3);
        var batches = new[] { (rand(4, 2, 3, 3), rand(4, 3, 3, 3)), (rand(4, 2, 3, 3) * 9, rand(4, 3, 3, 3)), (rand(4, 2, 3, 3), rand(4, 3, 3, 3) * 9) };
        var means = batches.Select(batch =>
        {
            var (first, second) = unit.Exchange(batch.Item1, batch.Item2);
            return new[] { (first / batch.Item1).mean([0, 2, 3]), (second / batch.Item2).mean([0, 2, 3]) };
        }).ToArray();
        unit.eval();
        unit.Exchange(ones(1, 2, 1, 1) * 50, ones(1, 3, 1, 1)); // evaluation does not count
        for (var branch = 0; branch < 2; branch++)
        {
            var expected = means.Select(m => Values(m[branch])).ToArray();
            Close.Equal([.. Enumerable.Range(0, branch + 2).Select(c => expected.Average(m => m[c]))], Values(unit.Branches[branch].MeanGates), 1e-5);
        }
    }

    /// <summary>What the other modality shows changes the features of a branch, but not while the branch is curated.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_of_the_other_branch_enters_a_curated_one(int branch)
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var exchange = (MMTMExchange)model.Exchange!;
        double[] Features(double other)
        {
            var inputs = Inputs();
            inputs[$"m{1 - branch}"] = inputs[$"m{1 - branch}"] * other;
            return Values(model.Encode(inputs)[branch]);
        }
        Assert.Null(exchange.Curated);
        Assert.NotEqual(Features(1), Features(2));

        exchange.Curated = branch;
        Assert.Equal(branch, exchange.Curated);
        Assert.Equal(Features(1), Features(2));
        model.PredictEach(model.Encode(Inputs()))[branch].sum().backward();
        Assert.All(model.Encoders[1 - branch].parameters().Concat(exchange.BypassOf(branch)), p => Assert.Equal(0, Close.Length(LinearEncoder.GradientOf(p))));
        Assert.True(model.Encoders[branch].parameters().Sum(p => Close.Length(LinearEncoder.GradientOf(p))) > 0);

        model.eval();
        Assert.NotEqual(Features(1), Features(2)); // evaluation does not heed it
        model.train();
        exchange.Curated = 1 - branch;
        Assert.NotEqual(Features(1), Features(2));
        exchange.Curated = null;
        Assert.Null(exchange.Curated);
    }

    [Fact]
    public void The_encoders_parameters_keep_their_names_and_the_exchange_adds_its_own()
    {
        using var plain = new MultimodalModel([("m0", Encoder(1)), ("m1", Encoder(1))], new ConcatenationFusion([32, 32]), 3);
        using var model = Model();
        Assert.Equal(
            new[] { 16, 32 }.SelectMany((d, i) => new[]
            {
                $"exchange.units.{i}.branches.0.batches []", $"exchange.units.{i}.branches.0.gate.bias [{d}]",
                $"exchange.units.{i}.branches.0.gate.weight [{d}, {d}]", $"exchange.units.{i}.branches.0.mean_gates [{d}]",
                $"exchange.units.{i}.branches.1.batches []", $"exchange.units.{i}.branches.1.gate.bias [{d}]",
                $"exchange.units.{i}.branches.1.gate.weight [{d}, {d}]", $"exchange.units.{i}.branches.1.mean_gates [{d}]",
                $"exchange.units.{i}.joint.bias [{d}]", $"exchange.units.{i}.joint.weight [{d}, {2 * d}]",
            }),
            model.state_dict().Where(t => !plain.state_dict().ContainsKey(t.Key)).Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]")
                .Order(StringComparer.Ordinal));
        Assert.Equal(plain.ParameterCount + model.named_parameters().Where(p => p.name.StartsWith("exchange.", StringComparison.Ordinal))
            .Sum(p => p.parameter.numel()), model.ParameterCount);
    }

    /// <summary>The stages of an encoder are its forward pass, to the bit.</summary>
    [Fact]
    public void Layer_by_layer_is_the_same_as_at_once()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ConvEncoder(2);
        encoder.eval();
        var x = rand(2, 2, 12, 10);
        var staged = x;
        for (var layer = 0; layer < encoder.LayerCount; layer++)
        {
            staged = encoder.RunLayer(layer, staged);
            Assert.Equal(encoder.ChannelsOf(layer), staged.shape[1]);
        }
        Assert.Equal(Values(encoder.call(x)), Values(ConvEncoder.Pool(staged)));
    }

    [Fact]
    public void Checkpoints_hold_the_exchange_and_its_running_gates()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        for (var i = 0; i < 3; i++) model.Predict(Inputs());
        Checkpoint.Save(_folder["a.safetensors"], model, 1);
        using var other = Model(seed: 9);
        Checkpoint.Load(_folder["a.safetensors"], other);
        var (from, to) = ((MMTMExchange)model.Exchange!, (MMTMExchange)other.Exchange!);
        for (var unit = 0; unit < 2; unit++)
            for (var branch = 0; branch < 2; branch++)
            {
                Assert.Equal(Values(from.Units[unit].Branches[branch].MeanGates), Values(to.Units[unit].Branches[branch].MeanGates));
                Assert.NotEqual(Enumerable.Repeat(1.0, 16 * (1 + unit)), Values(to.Units[unit].Branches[branch].MeanGates));
            }
        (from.Curated, to.Curated) = (0, 0);
        Assert.Equal(Values(model.Predict(Inputs()).Fused!), Values(other.Predict(Inputs()).Fused!));
        (from.Curated, to.Curated) = (null, null);
        Assert.Equal(Values(model.Predict(Inputs()).Fused!), Values(other.Predict(Inputs()).Fused!));
    }

    [Fact]
    public void Gradient_methods_find_out_that_unimodal_losses_reach_both_encoders()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var gradients = GradientIntegrator.For([.. model.Groups.Select(g => ParameterGroup.Of(g.Name, g.Module))], Weightings.MMPareto());
        var labels = tensor(new long[] { 0, 1, 2, 0 });
        var losses = MMPareto.Training.HeadLosses.Of(model.Predict(Inputs()), labels);
        var step = gradients.Backward(losses.Multimodal!, losses.Heads);
        Assert.False(gradients.EncodersAreSeparate);
        Assert.All(step.Groups, group => Assert.True(group.Norms.Min() > 0));
    }

    [Fact]
    public void Nothing_but_the_features_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var inputs = Inputs();
        foreach (var feature in model.Encode(inputs)) feature.Dispose();
        var before = LiveTensors.Settled();
        var features = model.Encode(inputs);
        LiveTensors.AssertAtMost(before + 2);
        foreach (var feature in features) feature.Dispose();
    }

    [Fact]
    public void Encoders_that_do_not_match_are_refused()
    {
        using var two = new ConvEncoder(1, new() { Channels = [2, 3] });
        using var one = new ConvEncoder(1, new() { Channels = [2] });
        Assert.Equal(
            "encoders must have the same number of layers, 2 or more; got 2 and 1. (Parameter 'second')",
            Assert.Throws<ArgumentException>(() => new MMTMExchange(two, one)).Message);
    }

    internal static MultimodalModel Model(long seed = 0)
    {
        MMPareto.Training.Seeds.SeedInitialWeights(seed);
        var (first, second) = (Encoder(1), Encoder(1));
        return new([("m0", first), ("m1", second)], new ConcatenationFusion([32, 32]), 3, new MMTMExchange(first, second));
    }

    /// <summary>Two branches without a fused head.</summary>
    internal static MultimodalModel Branches(long seed = 0)
    {
        MMPareto.Training.Seeds.SeedInitialWeights(seed);
        var (first, second) = (Encoder(1), Encoder(1));
        return new([("m0", first), ("m1", second)], fusion: null, 3, new MMTMExchange(first, second));
    }

    internal static Dictionary<string, Tensor> Inputs() => new()
    {
        ["m0"] = (arange(4 * 64).to(float32).reshape(4, 1, 8, 8) / 40).sin(),
        ["m1"] = (arange(4 * 64).to(float32).reshape(4, 1, 8, 8) / 7).cos() + 0.5,
    };

    /// <summary>Channels in sixteens: with few, gradients of convolutions can hold what was in memory before (notes on TorchSharp).</summary>
    private static ConvEncoder Encoder(int channels) => new(channels, new() { Channels = [16, 16, 32], BatchNorm = false });

    private static double[] Linear(nn.Module module, string name, double[] x)
    {
        var (weight, bias) = (module.get_parameter($"{name}.weight")!.detach(), Values(module.get_parameter($"{name}.bias")!));
        return [.. bias.Select((b, row) => b + Close.Dot(Values(weight[row]), x))];
    }

    private static double[] Relu(double[] x) => [.. x.Select(value => Math.Max(0, value))];

    private static double[] Means(Tensor maps, int sample) =>
        [.. Enumerable.Range(0, (int)maps.shape[1]).Select(c => Values(maps[sample, c]).Average())];

    private static double[] Values(Tensor tensor) => [.. tensor.detach().contiguous().data<float>().Select(x => (double)x)];
}
