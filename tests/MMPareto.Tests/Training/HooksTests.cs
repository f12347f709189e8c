using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

public sealed class HooksTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Hooks_and_observer_are_called_in_the_order_of_the_loop()
    {
        List<string> calls = [];
        new SmallTraining
        {
            Data = SmallTraining.Playground(train: 20),
            Method = () => new ListingMethod(calls),
            Observer = new RecordingObserver { Calls = calls },
            Options = new() { Epochs = 2, BatchSize = 10, MicroBatches = 2, Schedule = _ => 0 },
        }.Run(_runs["a"]);
        string[] micro = ["modulate 5", "predict", "objectives", "accumulate 0.5"];
        string[] Epoch(int e, string end) =>
            [.. micro, .. micro, "combine", $"step {e}.1", .. micro, .. micro, "combine", $"step {e}.2", $"after {e}", end];
        Assert.Equal(["begin training", "run", .. Epoch(1, "epoch 1 best"), .. Epoch(2, "epoch 2")], calls);
    }

    [Fact]
    public void An_epoch_is_on_disk_when_the_observer_hears_of_it()
    {
        var folder = "";
        var seen = new List<(int, bool)>();
        var observer = new RecordingObserver
        {
            OnEpoch = epoch => seen.Add((
                File.ReadAllLines(Path.Combine(folder, "metrics.jsonl")).Length,
                File.Exists(Path.Combine(folder, "checkpoints", "last.safetensors")))),
            OnStep = (_, _) => folder = Directory.GetDirectories(_runs["a"]).Single(),
        };
        new SmallTraining { Observer = observer }.Run(_runs["a"]);
        Assert.Equal([(1, true), (2, true)], seen);
    }

    [Fact]
    public void Accumulating_a_multimodal_loss_alone_leaves_it_alive()
    {
        using var scope = NewDisposeScope();
        using var method = new ListingMethod([]);
        var weight = ones(2, requires_grad: true);
        var loss = weight.sum();
        method.Accumulate(new Objectives(loss, [null, null]));
        Assert.Equal(2, loss.item<float>());
        Assert.Equal([1f, 1f], weight.grad!.data<float>().ToArray());
    }

    /// <summary>The base class trains on the sum of all losses, which is what uniform weights do.</summary>
    [Fact]
    public void A_method_without_hooks_trains_as_uniform_does()
    {
        var plain = new SmallTraining { Method = () => new ListingMethod([]) }.Run(_runs["a"]);
        var uniform = new SmallTraining { Method = () => SmallTraining.Uniform() }.Run(_runs["b"]);
        Support.Close.Equal(uniform.Of(""), plain.Of(""), 1e-4);
    }

    [Fact]
    public void What_a_method_makes_of_the_features_is_what_is_predicted_from()
    {
        var zero = new SmallTraining { Method = () => new ListingMethod([]) { Modulate = f => f * 0 } };
        var (before, after) = TrainerTests.Step(zero with { Optimizer = new() { WeightDecay = 0 } }, "encoders.");
        Assert.Equal(before, after);
        var (headBefore, headAfter) = TrainerTests.Step(zero, "head");
        Assert.NotEqual(headBefore, headAfter);
    }

    [Fact]
    public void Modulation_stays_out_of_the_evaluation()
    {
        var training = new SmallTraining { Options = new() { Epochs = 1, BatchSize = 16, Schedule = _ => 0 } };
        var plain = training.Run(_runs["a"]).Epochs[0];
        var modulated = (training with { Method = () => new ListingMethod([]) { Modulate = f => f * -3 } }).Run(_runs["b"]).Epochs[0];
        Assert.Equal(plain.Validation.Fused, modulated.Validation.Fused);
        Assert.NotEqual(plain.Train.Fused.Loss, modulated.Train.Fused.Loss);
    }

    [Fact]
    public void A_unimodal_loss_may_be_absent()
    {
        var training = new SmallTraining
        {
            Method = () => new ListingMethod([]) { Losses = (fused, own) => new(fused, [null, own[1]]) },
        };
        var (before, after) = TrainerTests.Step(training, "heads.m1");
        Assert.Equal(before, after, (b, a) => Math.Abs(b - a) < 1e-3); // weight decay alone, or nothing
        var (other, changed) = TrainerTests.Step(training, "heads.m2");
        Assert.NotEqual(other, changed);
    }

    /// <summary>The inputs of the third step hold NaN.</summary>
    [Theory]
    [InlineData("joint")]
    [InlineData("uniform")]
    [InlineData("mmpareto")]
    public void A_loss_that_is_not_finite_ends_training_with_step_and_objective(string method)
    {
        var training = new SmallTraining
        {
            Data = Broken((_, modality, reads) => reads >= 16 && modality == 1 ? float.NaN : 1),
            Method = Method(method),
            Options = new() { Epochs = 2, BatchSize = 8, Workers = 0 },
        };
        var e = Assert.Throws<NumericalException>(() => training.Run(_runs["a"]));
        Assert.Equal((3, "multimodal"), (e.Step, e.Objective));
        Assert.Equal(
            "step 3: the multimodal loss is not finite. Lower the learning rate, clip the gradient, or check the inputs.", e.Message);
    }

    [Theory]
    [InlineData("joint")]
    [InlineData("mmpareto")]
    public void A_unimodal_loss_that_is_not_finite_is_named_by_its_modality(string method)
    {
        var training = new SmallTraining
        {
            Method = Method(method),
            Prepare = model => model.get_parameter("heads.m2.bias")!.fill_(float.PositiveInfinity),
        };
        var e = Assert.Throws<NumericalException>(() => training.Run(_runs["a"]));
        Assert.Equal(
            "step 1: the unimodal m2 loss is not finite. Lower the learning rate, clip the gradient, or check the inputs.", e.Message);
    }

    [Fact]
    public void A_sample_that_cannot_be_read_ends_training_with_its_name()
    {
        var training = new SmallTraining
        {
            Data = Broken((index, _, _) => index == 5 ? throw new InvalidOperationException("the disk is on fire.") : 1),
        };
        var e = Assert.Throws<MMPareto.Data.DataException>(() => training.Run(_runs["a"]));
        Assert.Equal("Sample 5 of fake cannot be read: the disk is on fire.", e.Message);
    }

    private static Func<BalancingMethod> Method(string name) => name switch
    {
        "joint" => SmallTraining.Joint,
        "uniform" => () => SmallTraining.Uniform(),
        _ => () => SmallTraining.Integration(name, Weightings.MMPareto()),
    };

    private static MMPareto.Data.DatasetSplits Broken(Func<int, int, int, float> value) =>
        SmallTraining.Playground() with { Train = new FakeDataset(40, value, (index, _) => index % 3) };

    /// <summary>The loop without balancing, with a list of the hooks as they are called.</summary>
    private sealed class ListingMethod(List<string> calls) : BalancingMethod
    {
        public override string Name => "listing";

        public Func<Tensor, Tensor>? Modulate { get; init; }

        public Func<Tensor, IReadOnlyList<Tensor?>, Objectives>? Losses { get; init; }

        private IReadOnlyList<Tensor>? _modulated;
        private ModelOutput? _output;
        private double _loss;

        public override void Begin(Model model) => calls.Add(model.training ? "begin training" : "begin");

        public override IReadOnlyList<Tensor> ModulateFeatures(IReadOnlyList<Tensor> features, Tensor labels)
        {
            calls.Add($"modulate {labels.shape[0]}");
            Assert.All(features, f => Assert.Equal(labels.shape[0], f.shape[0]));
            return _modulated = Modulate is null ? features : [.. features.Select(Modulate)];
        }

        public override ModelOutput Predict(Model model, IReadOnlyList<Tensor> features, Presence? presence)
        {
            calls.Add("predict");
            Assert.Same(_modulated, features);
            return _output = base.Predict(model, features, presence);
        }

        public override Objectives ComputeObjectives(ModelOutput output, Tensor labels)
        {
            calls.Add("objectives");
            Assert.Same(_output, output);
            var objectives = base.ComputeObjectives(output, labels);
            _loss = objectives.Multimodal!.item<float>();
            return Losses is null ? objectives : Losses(objectives.Multimodal!, objectives.Heads);
        }

        public override void Accumulate(Objectives objectives)
        {
            calls.Add($"accumulate {objectives.Multimodal!.item<float>() / _loss:0.###}");
            base.Accumulate(objectives);
        }

        public override IReadOnlyList<GroupStatistics> Combine()
        {
            calls.Add("combine");
            return base.Combine();
        }

        public override void AfterEpoch(EpochRecord epoch) => calls.Add($"after {epoch.Epoch}");
    }
}
