using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Loop;
using MMPareto.Training.Methods.Objective;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

public sealed class ProbeRunsTests : IDisposable
{
    private static readonly OptimizerOptions Plain = new() { LearningRate = 0.05 };
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>A whole training is run for comparison: from the same first weights, in the order and with the rates of the probe run.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_probe_run_scores_what_a_training_would(int epochs)
    {
        var training = new SmallTraining
        {
            Method = SmallTraining.Joint,
            Options = new() { Epochs = epochs, BatchSize = 16, MicroBatches = 2, ClipNorm = 0.5, Seed = 3, Schedule = epoch => 1 / (1 + epoch) },
            Optimizer = Plain,
        };
        using var model = training.NewModel();
        var probes = Probes(model, training, epoch: 1);
        var before = probes.Score(new(epochs));
        using var joint = new JointMethod();
        var after = probes.ScoreAfter(joint, new(epochs));

        var trained = (training with { Options = training.Options with { Seed = ~3L } }).Run(_runs["a"]); // the probe run's order
        Assert.Equal(trained.Epochs[^1].Validation.Fused, after.Validation.Fused);
        Assert.Equal(trained.Epochs[^1].Validation.Modalities, after.Validation.Modalities);
        Assert.NotEqual(before.Validation.Fused, after.Validation.Fused);
        Assert.True(after.Train.Fused.Loss < before.Train.Fused.Loss);
        Assert.Equal(Evaluator.Score(model, training.Data.Train, stop: TestContext.Current.CancellationToken).Fused, before.Train.Fused);
    }

    /// <summary>Images, so that there is batch normalisation; gradients and momentum of the run are there before.</summary>
    [Fact]
    public void Everything_is_as_before_bit_by_bit()
    {
        using var scope = NewDisposeScope();
        Seeds.SeedInitialWeights(5);
        using var model = new MultimodalModel(
            [("m1", new ConvEncoder(1, new() { Channels = [16, 16, 16, 16] })), ("m2", new MLPEncoder(16, 5, 6))], new ConcatenationFusion([16, 6]), 3);
        var data = new ImagesAndVectors(40);
        var training = new SmallTraining { Data = new(data, data, data, "", []), Options = new() { BatchSize = 16 } };
        foreach (var parameter in model.parameters().Skip(1)) parameter.grad = ones_like(parameter) * 0.25;
        model.eval();
        var before = Bytes(model.parameters().Concat<Tensor>(model.buffers()));
        using var generator = Generator.Default;
        var state = Bytes([generator.get_state()]);
        var alive = LiveTensors.Settled();

        using var dropping = new DrawingMethod();
        var scores = Probes(model, training, 1).ScoreAfter(dropping, new());

        Assert.NotEqual(Probes(model, training, 1).Score(new()).Train.Fused, scores.Train.Fused);
        Assert.True(dropping.Drawn > 0);
        Assert.Equal(before, Bytes(model.parameters().Concat<Tensor>(model.buffers())));
        Assert.Equal(state, Bytes([generator.get_state()]));
        Assert.False(model.training);
        Assert.Null(model.parameters().First().grad);
        Assert.All(model.parameters().Skip(1), p => Assert.All(p.grad!.data<float>().ToArray(), g => Assert.Equal(0.25f, g)));
    }

    [Fact]
    public void No_tensor_stays_alive()
    {
        var training = new SmallTraining();
        using var model = training.NewModel();
        void Run()
        {
            using var method = new JointMethod();
            Probes(model, training, 1).ScoreAfter(method, new(2, 30));
        }
        Run();
        var (before, scoped) = (LiveTensors.Settled(), 0L);
        Run();
        scoped = Tensor.TotalCount - before;
        Run();
        LiveTensors.AssertAtMost(before + (2 * scoped));
    }

    [Fact]
    public void Samples_are_a_random_part_that_seed_and_epoch_decide()
    {
        var whole = new FakeDataset(100, (index, _, _) => index, (index, _) => index % 3);
        static int[] Labels(IMultimodalDataset data) => [.. Enumerable.Range(0, data.Count).Select(data.LabelOf)];
        var part = SampleSubset.Of(whole, 40, 7, 1);
        Assert.Equal((40, "fake", 3), (part.Count, part.Name, part.ClassCount));
        Assert.Equal(Labels(part), Labels(SampleSubset.Of(whole, 40, 7, 1)));
        Assert.NotEqual(Labels(part), Labels(SampleSubset.Of(whole, 40, 7, 2)));
        Assert.NotEqual(Labels(part), Labels(SampleSubset.Of(whole, 40, 8, 1)));
        Assert.Same(whole, SampleSubset.Of(whole, 0, 7, 1));
        Assert.Same(whole, SampleSubset.Of(whole, 100, 7, 1));

        using var batch = new MMPareto.Data.Loading.BatchReader(part).Read([.. Enumerable.Range(0, 40)], TestContext.Current.CancellationToken);
        var values = batch.Inputs["m1"].select(1, 0).data<float>().ToArray();
        Assert.Equal(values.Order().Distinct(), values); // each once, in the order of the whole
        Assert.Equal(values.Select(value => (long)value % 3), batch.Labels.data<long>().ToArray());
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_told_with_its_place_and_the_model_is_put_back()
    {
        var training = new SmallTraining { Optimizer = new() { LearningRate = 1e30 } };
        using var model = training.NewModel();
        var before = SmallTraining.Weights(model);
        using var joint = new JointMethod();
        var e = Assert.Throws<NumericalException>(() => Probes(model, training, 4).ScoreAfter(joint, new()));
        Assert.StartsWith("joint, in a probe run before epoch 4: step 2: the ", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, SmallTraining.Weights(model));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        var training = new SmallTraining();
        using var model = training.NewModel();
        Assert.Equal("options must have Epochs of at least 1 and Samples of at least 0; got 0 and -1. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => Probes(model, training, 1).Score(new(0, -1))).Message);
    }

    private static ProbeRuns Probes(MultimodalModel model, SmallTraining training, int epoch) =>
        new(new EpochStart(epoch, model, training.Data, training.Options, CPU), training.Optimizer, () => false);

    private static byte[][] Bytes(IEnumerable<Tensor> tensors) => [.. tensors.Select(tensor => tensor.detach().contiguous().bytes.ToArray())];

    /// <summary>Joint training with noise on the features, from libtorch's generator.</summary>
    private sealed class DrawingMethod : BalancingMethod
    {
        public int Drawn { get; private set; }

        public override string Name => "drawing";

        public override IReadOnlyList<Tensor> ModulateFeatures(IReadOnlyList<Tensor> features, Tensor labels)
        {
            Drawn++;
            return [.. features.Select(feature => nn.functional.dropout(feature, 0.5, training: true))];
        }
    }

    /// <summary>A small image and a vector.</summary>
    private sealed class ImagesAndVectors(int count) : IMultimodalDataset
    {
        public string Name => "images";

        public IReadOnlyList<Modality> Modalities { get; } = [new("m1", [1, 28, 28]), new("m2", [16])];

        public int ClassCount => 3;

        public int Count => count;

        public int LabelOf(int index) => index % 3;

        public void Read(int index, SampleDestination destination)
        {
            for (var m = 0; m < 2; m++)
                for (var i = 0; i < destination[m].Length; i++) destination[m][i] = MathF.Sin((index * 31) + (i * (m + 1)) + (index % 3));
        }
    }
}
