using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Native;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class TrainingPrecisionTests
{
    /// <summary>As <c>docs/models.md</c> states it: a row's weight is from 0 to 2.</summary>
    private const double WeightTolerance = 0.1;

    private static readonly ViTEncoderOptions SmallViT = new() { Patch = 4, Width = 12, Heads = 3, Layers = 3 };

    public TrainingPrecisionTests() =>
        Assert.SkipUnless(Autocast.IsAvailable, "bfloat16 can be had on Linux only");

    [Theory]
    [InlineData("conv")]
    [InlineData("lenet")]
    [InlineData("mlp")]
    [InlineData("resnet")]
    [InlineData("narrow resnet")]
    [InlineData("flat resnet")]
    [InlineData("sequence")]
    [InlineData("text")]
    [InlineData("table")]
    [InlineData("vit")]
    [InlineData("mmtm")]
    [InlineData("mbt")]
    public void Encoders_train_near_float32_and_are_scored_in_float32(string kind)
    {
        using var scope = NewDisposeScope();
        using var model = Model(kind);
        var inputs = Inputs(kind);
        model.eval();
        var scored = model.Encode(inputs).Select(features => features.clone()).ToArray();
        model.TrainingPrecision = Precision.BF16;
        foreach (var (before, now) in scored.Zip(model.Encode(inputs))) Assert.True(before.allclose(now, 0, 0), "evaluation changed");

        model.train();
        var half = Train(model, inputs, Precision.BF16);
        var full = Train(model, inputs, Precision.FP32);
        foreach (var (a, b) in half.Features.Zip(full.Features))
        {
            Assert.Equal(ScalarType.Float32, a.dtype);
            var distance = ((a - b).norm() / b.norm()).item<float>();
            Assert.InRange(distance, 0, 0.05);
            Assert.Equal(kind == "narrow resnet", distance == 0); // which stays in float32
        }
        Assert.All(half.Gradients, gradient => Assert.Equal(ScalarType.Float32, gradient.dtype));
        var (difference, length) = (0.0, 0.0);
        foreach (var (a, b) in half.Gradients.Zip(full.Gradients))
        {
            difference += (a - b).square().sum().item<float>();
            length += b.square().sum().item<float>();
        }
        // Maps of one value, which a resnet ends in here, are normalised over 16 numbers, and that enlarges rounding.
        Assert.InRange(Math.Sqrt(difference / length), 0, kind is "resnet" or "flat resnet" ? 0.5 : 0.2);
    }

    [Theory]
    [InlineData("conv")]
    [InlineData("mlp")]
    public void Samples_without_a_modality_keep_features_of_zero(string kind)
    {
        using var scope = NewDisposeScope();
        using var model = Model(kind);
        model.train();
        model.TrainingPrecision = Precision.BF16;
        bool[] all = [.. Enumerable.Repeat(true, 16)], some = [.. Enumerable.Range(0, 16).Select(row => row % 3 != 0)];
        var features = model.Encode(Inputs(kind), new Presence(new Dictionary<string, bool[]> { ["a"] = all, ["b"] = some }));
        Assert.Equal(ScalarType.Float32, features[1].dtype);
        for (var row = 0; row < 16; row++) Assert.Equal(some[row], features[1][row].abs().sum().item<float>() > 0);
        features[1].sum().backward();
        Assert.All(model.Encoders[1].parameters(), p => Assert.True(p.grad!.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Weights_of_the_aggregators_agree_with_float32()
    {
        using var scope = NewDisposeScope();
        IWeighting[] weightings = [Weightings.MMPareto(), Weightings.MGDA()];
        for (var seed = 0; seed < 20; seed++)
        {
            foreach (var weighting in weightings)
            {
                Seeds.SeedInitialWeights(seed);
                using var model = Model("conv");
                var inputs = Inputs("conv");
                var labels = randint(0, 3, [16]);
                var weights = new List<double[]>();
                foreach (var precision in (Precision[])[Precision.FP32, Precision.BF16])
                {
                    model.TrainingPrecision = precision;
                    using var gradients = GradientIntegrator.For([.. model.Encoders], weighting);
                    var losses = HeadLosses.Of(model.Predict(inputs), labels);
                    weights.Add([.. gradients.Backward(losses.Multimodal!, losses.Heads).Groups.SelectMany(group => group.Weights)]);
                }
                Assert.All(weights[0].Zip(weights[1]), pair => Assert.Equal(pair.First, pair.Second, WeightTolerance));
            }
        }
    }

    private static (Tensor[] Features, Tensor[] Gradients) Train(Model model, Dictionary<string, Tensor> inputs, Precision precision)
    {
        model.TrainingPrecision = precision;
        foreach (var parameter in model.parameters()) parameter.grad = null;
        Seeds.SeedInitialWeights(1);
        Tensor[] features = [.. model.Encode(inputs)];
        foreach (var (each, k) in features.Select((each, k) => (each, k))) each.square().sum().backward([], retain_graph: k == 0, create_graph: false);
        return (features, [.. model.parameters().Select(p => p.grad).OfType<Tensor>().Select(gradient => gradient.clone())]);
    }

    private static MultimodalModel Model(string kind)
    {
        Seeds.SeedInitialWeights(2);
        Encoder[] encoders = [NewEncoder(kind), NewEncoder(kind)];
        ExchangeModule? exchange = kind switch
        {
            "mmtm" => new MMTMExchange((ConvEncoder)encoders[0], (ConvEncoder)encoders[1]),
            "mbt" => new MBTExchange([.. encoders.Cast<ViTEncoder>()], new() { Bottlenecks = 2, FusionLayer = 1 }),
            _ => null,
        };
        return new MultimodalModel(
            [("a", encoders[0]), ("b", encoders[1])], new ConcatenationFusion([.. encoders.Select(encoder => encoder.FeatureCount)]), 3, exchange);
    }

    private static Encoder NewEncoder(string kind) => kind switch
    {
        "conv" or "mmtm" => new ConvEncoder(3, new() { Channels = [8, 8, 8, 8] }),
        "lenet" => new LeNetEncoder([3, 32, 32], dropout: 0),
        "mlp" => new MLPEncoder(3 * 32 * 32),
        "resnet" or "narrow resnet" or "flat resnet" => new ResNetEncoder(3),
        "sequence" => new SequenceEncoder(6, 10, options: new() { Dropout = 0 }),
        "text" => new TextEncoder(50, 10, options: new() { Dropout = 0 }),
        "table" => new TableEncoder(4, [5, 3]),
        _ => new ViTEncoder([3, 32, 32], SmallViT),
    };

    private static Dictionary<string, Tensor> Inputs(string kind)
    {
        Seeds.SeedInitialWeights(5);
        Tensor Input() => kind switch
        {
            "narrow resnet" => randn(16, 3, 40, 16),
            "flat resnet" => randn(16, 3, 16, 40),
            "sequence" => randn(16, 10, 6),
            "text" => randint(1, 50, [16, 10]).to(float32),
            "table" => cat([randn(16, 4), randint(0, 5, [16, 1]).to(float32), randint(0, 3, [16, 1]).to(float32)], 1),
            _ => randn(16, 3, 32, 32),
        };
        return new() { ["a"] = Input(), ["b"] = Input() };
    }
}
