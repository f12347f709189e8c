using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    public void Equal_seeds_give_equal_files_whatever_clock_folder_and_workers(int workers, int otherWorkers)
    {
        var training = new SmallTraining();
        var later = new ManualClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var a = (training with { Options = training.Options with { Workers = workers } }).Run(_runs["a"]);
        var b = (training with { Options = training.Options with { Workers = otherWorkers }, Clock = later }).Run(_runs["b"]);
        foreach (var file in EqualFiles(a.Folder).Zip(EqualFiles(b.Folder)))
            Assert.Equal(File.ReadAllBytes(file.First), File.ReadAllBytes(file.Second));
    }

    [Fact]
    public void The_order_of_samples_and_the_first_weights_depend_on_their_seeds()
    {
        var training = new SmallTraining();
        var a = training.Run(_runs["a"]);
        var order = (training with { Options = training.Options with { Seed = 1 } }).Run(_runs["b"]);
        var weights = (training with { Seed = 1 }).Run(_runs["c"]);
        foreach (var other in new[] { order, weights })
            foreach (var file in EqualFiles(a.Folder).Zip(EqualFiles(other.Folder)))
                Assert.NotEqual(File.ReadAllBytes(file.First), File.ReadAllBytes(file.Second));
    }

    [Fact]
    public void Training_learns()
    {
        var trained = (new SmallTraining { Data = SmallTraining.Playground(train: 600) } with
        {
            Options = new() { Epochs = 8, BatchSize = 16 },
        }).Run(_runs["a"]);
        Assert.True(trained.Epochs[^1].Validation.Fused.Accuracy > 0.6, $"{trained.Epochs[^1].Validation.Fused}");
        Assert.True(trained.Epochs[^1].Train.Fused.Loss < trained.Epochs[0].Train.Fused.Loss * 0.85);
    }

    /// <summary>The tail of 99 = 6 · 16 + 3 samples is shorter than the number of micro-batches.</summary>
    [Theory]
    [InlineData("mmpareto")]
    [InlineData("uniform")]
    [InlineData("joint")]
    public void Micro_batches_change_nothing_but_rounding(string method)
    {
        var training = new SmallTraining
        {
            Method = method switch
            {
                "joint" => SmallTraining.Joint,
                "uniform" => () => SmallTraining.Uniform(),
                _ => () => SmallTraining.Integration(method, Weightings.MMPareto()),
            },
            Options = new() { Epochs = 1, BatchSize = 16 },
        };
        var whole = training.Run(_runs["a"]);
        var parts = (training with { Options = training.Options with { MicroBatches = 4 } }).Run(_runs["b"]);
        var uneven = (training with { Options = training.Options with { MicroBatches = 5 } }).Run(_runs["c"]);
        foreach (var other in new[] { parts, uneven })
        {
            Close.Equal(whole.Of(""), other.Of(""), 1e-4);
            Assert.NotEqual(whole.Of(""), other.Of(""));
            Assert.Equal(whole.Epochs[0].Train.Fused.Loss, other.Epochs[0].Train.Fused.Loss, 1e-5);
            Assert.Equal(whole.Epochs[0].Train.Fused.Accuracy, other.Epochs[0].Train.Fused.Accuracy);
        }
    }

    [Fact]
    public void Training_losses_and_accuracies_are_those_of_the_training_samples()
    {
        var training = new SmallTraining { Options = new() { Epochs = 1, BatchSize = 16, MicroBatches = 3, Schedule = _ => 0 } };
        var record = training.Run(_runs["a"]).Epochs[0];
        using var model = training.NewModel();
        var expected = Evaluator.Score(model, training.Data.Train, stop: TestContext.Current.CancellationToken);
        Assert.Equal(expected.Fused.Main, record.Train.Fused.Main, 12);
        Assert.Equal(expected.Fused.Loss!.Value, record.Train.Fused.Loss, 1e-6);
        Assert.Equal(["m1", "m2"], record.Train.Modalities.Keys);
        foreach (var (name, loss) in record.Train.Modalities)
        {
            Assert.Equal(expected.Modalities[name].Main, loss.Main, 12);
            Assert.Equal(expected.Modalities[name].Loss!.Value, loss.Loss, 1e-6);
        }
        Assert.Equal(0, record.LearningRate);
    }

    [Fact]
    public void The_record_has_the_learning_rate_of_the_last_step()
    {
        var training = new SmallTraining
        {
            Options = new() { Epochs = 2, BatchSize = 25, Schedule = epoch => 1 + epoch },
            Optimizer = new() { LearningRate = 0.001 },
        };
        var rates = training.Run(_runs["a"]).Epochs.Select(e => e.LearningRate).ToArray();
        Assert.Equal(0.001 * 1.75, rates[0], 12); // 4 steps: the last begins after 3/4 of the epoch
        Assert.Equal(0.001 * 2.75, rates[1], 12);
    }

    [Fact]
    public void Every_step_that_measures_has_a_line_and_every_epoch_its_means()
    {
        var every = new SmallTraining().Run(_runs["a"]);
        Assert.Equal(Enumerable.Range(1, 14).Select(s => ((long)s, s <= 7 ? 1 : 2)), every.Steps.Select(s => (s.Step, s.Epoch)));
        foreach (var epoch in every.Epochs)
        {
            var steps = every.Steps.Where(s => s.Epoch == epoch.Epoch).Select(s => s.Encoders["m2"]).ToArray();
            var means = epoch.Encoders["m2"];
            Assert.Equal(7, means.Steps);
            Assert.Equal(steps.Average(s => s.Cosine)!.Value, means.MeanCosine!.Value, 12);
            Assert.Equal(steps.Average(s => s.Conflict!.Value ? 1.0 : 0), means.ConflictRate!.Value, 12);
            Assert.Equal(steps.Average(s => s.Norms[0]), means.MultimodalNorm!.Value, 12);
            Assert.Equal(steps.Average(s => s.Norms[1]), means.UnimodalNorm!.Value, 12);
            Assert.Equal(steps.Average(s => s.Length / s.SumLength), means.LengthRatio!.Value, 12);
        }
        Assert.Equal(
            every.Steps.Average(s => s.Encoders["m1"].Cosine)!.Value, every.Outcome.Encoders["m1"].MeanCosine!.Value, 12);
    }

    [Fact]
    public void Methods_that_need_no_rows_measure_now_and_then()
    {
        var trained = new SmallTraining
        {
            Method = () => SmallTraining.Integration("uniform", Weightings.Uniform(), every: 5),
        }.Run(_runs["a"]);
        Assert.Equal([1L, 6, 11], trained.Steps.Select(s => s.Step));
        Assert.Equal([2, 1], trained.Epochs.Select(e => e.Encoders["m1"].Steps));
    }

    [Fact]
    public void Methods_that_measure_nothing_have_encoders_without_numbers()
    {
        var trained = new SmallTraining { Method = SmallTraining.Joint }.Run(_runs["a"]);
        Assert.Empty(trained.Steps);
        Assert.Equal(["m1", "m2"], trained.Outcome.Encoders.Keys);
        Assert.All(trained.Epochs, e => Assert.All(e.Encoders.Values, r => Assert.Equal(new EncoderRecord { Steps = 0 }, r)));
        Assert.All(trained.Outcome.Encoders.Values, r => Assert.Equal(new ConflictRecord(), r));
    }

    [Fact]
    public void Encoders_that_share_parameters_are_trained_as_one()
    {
        var training = new SmallTraining { Data = SmallTraining.Playground(3), Options = new() { Epochs = 1, BatchSize = 16 } };
        using var method = training.Method();
        using var model = TwinModel();
        var before = model.parameters().Select(p => p.detach().clone()).ToArray();
        using var optimizer = new MMPareto.Training.Optimizers.ModelOptimizer(model, training.Optimizer);
        var folder = RunFolder.Create(_runs["a"], "twin", training.Clock);
        using (var writer = new RunWriter(folder))
            new Trainer(model, method, optimizer, training.Data, training.Options).Run(folder, writer, new RecordingObserver(), TestContext.Current.CancellationToken);

        var encoders = new RunReader(folder).ReadEpochs()[0].Encoders;
        Assert.Equal(2, encoders.Count);
        Assert.All(encoders.Values, e => Assert.Equal(7, e.Steps));
        foreach (var (old, now) in before.Zip(model.parameters())) Assert.False(old.allclose(now));
        foreach (var old in before) old.Dispose();
    }

    [Fact]
    public void The_clip_bounds_the_step()
    {
        var training = new SmallTraining
        {
            Data = SmallTraining.Playground(train: 16),
            Options = new() { Epochs = 1, BatchSize = 16, ClipNorm = 0.01 },
            Optimizer = new() { LearningRate = 1, Momentum = 0, WeightDecay = 0 },
        };
        var (before, after) = Step(training);
        Assert.Equal(0.01, Close.Length(after.Zip(before, (a, b) => a - b)), 1e-5);
    }

    [Fact]
    public void The_plan_says_what_will_be_done()
    {
        var observer = new RecordingObserver();
        new SmallTraining { Observer = observer, Options = new() { Epochs = 1, BatchSize = 16 } }.Run(_runs["a"]);
        var plan = observer.Plan!;
        Assert.Equal(("mmpareto", 1, 7, 99, 40, 30), (plan.Method, plan.Epochs, plan.StepsPerEpoch, plan.TrainCount, plan.ValidationCount, plan.TestCount));
        Assert.Equal(["m1", "m2"], plan.Modalities);
        // Encoders 8 → 6 → 5, heads 5 → 3 each, fused head 10 → 3.
        Assert.Equal((2 * (54 + 35)) + (2 * 18) + 33, plan.ParameterCount);
        Assert.Equal((get_num_threads(), "cpu"), (plan.Threads, plan.Device));
    }

    [Theory]
    [InlineData("mmpareto")]
    [InlineData("joint")]
    public void Live_tensors_do_not_grow_from_epoch_to_epoch(string method)
    {
        var live = new List<long>();
        new SmallTraining
        {
            Method = method == "joint" ? SmallTraining.Joint : () => SmallTraining.Integration(method, Weightings.MMPareto()),
            Options = new() { Epochs = 6, BatchSize = 16, MicroBatches = 2, ClipNorm = 1 },
            Observer = new RecordingObserver { OnEpoch = _ => live.Add(Tensor.TotalCount) },
        }.Run(_runs["a"]);
        Assert.All(live.Skip(2), count => Assert.True(count <= live[1], string.Join(' ', live)));
    }

    /// <summary>Made and freed, a model leaves one count a parameter behind: TorchSharp counts what a parameter was made of.</summary>
    [Fact]
    public void A_run_leaves_no_more_behind_than_a_model()
    {
        var training = new SmallTraining();
        training.Run(_runs["a"]);
        var before = LiveTensors.Settled();
        training.NewModel().Dispose();
        var model = Tensor.TotalCount - before;
        training.Run(_runs["b"]);
        LiveTensors.AssertAtMost(before + (2 * model));
    }

    [Fact]
    public void Data_that_does_not_fit_the_model_is_refused()
    {
        var two = new SmallTraining();
        var three = new SmallTraining { Data = SmallTraining.Playground(3) };
        using var model = three.NewModel();
        using var method = three.Method();
        using var optimizer = new MMPareto.Training.Optimizers.ModelOptimizer(model, new());
        var modality = Assert.Throws<ArgumentException>(() => new Trainer(model, method, optimizer, two.Data, two.Options));
        var classes = Assert.Throws<ArgumentException>(() => new Trainer(model, method, optimizer, three.Data with
        {
            Train = new FakeDataset(4, (_, _, _) => 0, (_, _) => 0) { Modalities = three.Data.Train.Modalities, ClassCount = 4 },
        }, two.Options));
        Assert.Equal("data must hold modality 'm3' of the model; got m1, m2. (Parameter 'data')", modality.Message);
        Assert.Equal("data must have at most the model's 3 classes; got 4. (Parameter 'data')", classes.Message);
    }

    internal static (double[] Before, double[] After) Step(SmallTraining training, string prefix = "")
    {
        using var runs = new TemporaryFolder();
        using var model = training.NewModel();
        using (no_grad()) training.Prepare(model);
        return (Trained.Of(SmallTraining.Weights(model), prefix), training.Run(runs.FullPath).Of(prefix));
    }

    private static MultimodalModel TwinModel()
    {
        Seeds.SeedInitialWeights(0);
        var shared = new MMPareto.Models.Encoders.MLPEncoder(8, 6, 5);
        return new MultimodalModel(
            [("m1", shared), ("m2", new MMPareto.Models.Encoders.MLPEncoder(8, 6, 5)), ("m3", shared)],
            new MMPareto.Models.Fusion.ConcatenationFusion([5, 5, 5]), 3);
    }

    private static string[] EqualFiles(RunFolder folder) =>
    [
        folder.MetricsFile, folder.GradientsFile, folder.LastWeightsFile, folder.BestWeightsFile,
        Path.ChangeExtension(folder.LastWeightsFile, ".json"), Path.ChangeExtension(folder.BestWeightsFile, ".json"),
    ];
}
