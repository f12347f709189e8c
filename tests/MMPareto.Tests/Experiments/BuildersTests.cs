using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;
using MMPareto.Training;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Tests.Experiments;

public class BuildersTests
{
    [Theory]
    [InlineData("gpu", "--set training.device must be cpu, cuda or cuda:N; got 'gpu'.")]
    [InlineData("CPU", "--set training.device must be cpu, cuda or cuda:N; got 'CPU'.")]
    [InlineData("cuda:", "--set training.device must be cpu, cuda or cuda:N; got 'cuda:'.")]
    [InlineData("cuda:-1", "--set training.device must be cpu, cuda or cuda:N; got 'cuda:-1'.")]
    [InlineData("cuda:1x", "--set training.device must be cpu, cuda or cuda:N; got 'cuda:1x'.")]
    [InlineData("cuda", "--set training.device must be cpu in a build without CUDA; got 'cuda', and no CUDA device is in reach.")]
    [InlineData("cuda:3", "--set training.device must be cpu in a build without CUDA; got 'cuda:3', and no CUDA device is in reach.")]
    public void A_device_that_there_is_none_of_is_refused_before_a_folder_is_made(string device, string message)
    {
        using var runs = new TemporaryFolder();
        Assert.Equal(message, Refusal(runs.FullPath, $"training.device={device}"));
        Assert.Empty(Directory.GetFileSystemEntries(runs.FullPath));
    }

    [Fact]
    public void A_device_in_a_file_is_refused_by_its_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "data:\n  dataset: playground\ntraining:\n  device: tpu\n");
        var e = Assert.Throws<ConfigException>(() => ComputeSettings.Apply(ExperimentSource.Read(folder["a.yaml"], [])));
        Assert.Equal($"{folder["a.yaml"]}:4: training.device must be cpu, cuda or cuda:N; got 'tpu'.", e.Message);
    }

    [Fact]
    public void Threads_are_those_asked_for()
    {
        var before = get_num_threads();
        ComputeSettings.Apply(PlaygroundRun.Read("training.threads=2"));
        Assert.Equal(2, get_num_threads());
        ComputeSettings.Apply(PlaygroundRun.Read($"training.threads={before}"));
        Assert.Equal(before, get_num_threads());
    }

    [Fact]
    public void Convolutions_on_vectors_are_refused_before_a_folder_is_made()
    {
        using var runs = new TemporaryFolder();
        var config = ExperimentSource.Read("playground",
            [.. PlaygroundRun.Small.Where(s => !s.StartsWith("model.hidden", StringComparison.Ordinal)), "model.encoder=conv"]);
        var e = Assert.Throws<ConfigException>(() =>
            Experiment.Run(config, runs.FullPath, "", new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken));
        Assert.Equal(
            "model: model.encoder must be mlp or auto for inputs that are no images [c, h, w]; got conv for m1 [8].", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(runs.FullPath));
    }

    [Fact]
    public void Auto_takes_convolutions_for_images_and_a_perceptron_for_all_else()
    {
        var data = new FakeDataset(4, (_, _, _) => 0, (_, _) => 0)
        {
            Modalities = [new("image", [3, 4, 9]), new("flat", [3, 3, 9]), new("vector", [5]), new("sound", [1, 2, 3, 4])],
        };
        using var model = ModelBuilder.Build(ExperimentSource.Read("playground", ["model.encoder=auto", "model.features=9"]), data);
        Assert.Equal(
            [typeof(ConvEncoder), typeof(MLPEncoder), typeof(MLPEncoder), typeof(MLPEncoder)], model.Groups.Select(e => e.Module.GetType()));
        Assert.All(model.Groups, e => Assert.Equal(9, ((Encoder)e.Module).FeatureCount));
        Assert.Contains(model.state_dict().Keys, k => k.StartsWith("encoders.image.norms.", StringComparison.Ordinal));
        using var plain = ModelBuilder.Build(ExperimentSource.Read("playground", ["model.encoder=auto", "model.batch_norm=false"]), data);
        Assert.DoesNotContain(plain.state_dict().Keys, k => k.Contains("norms", StringComparison.Ordinal));
        using var perceptrons = ModelBuilder.Build(ExperimentSource.Read("playground", ["model.hidden=11"]), data);
        Assert.Equal([11L, 3 * 4 * 9], perceptrons.get_parameter("encoders.image.hidden.weight")!.shape);
    }

    [Fact]
    public void Settings_reach_the_loop_and_the_optimizer()
    {
        var config = ExperimentSource.Read("playground",
        [
            "training.epochs=8", "training.batch_size=32", "training.micro_batches=4", "optimizer.clip_norm=2.5", "training.seed=6",
            "training.workers=2", "training.select_by=validation-loss", "training.patience=3", "training.time_limit_minutes=1.5",
            "schedule.name=cosine", "schedule.final_factor=0.5", "schedule.warmup_epochs=2", "optimizer.learning_rate=0.3",
            "optimizer.momentum=0.7", "optimizer.weight_decay=0.02",
        ]);
        var loop = TrainingBuilder.BuildLoop(config);
        Assert.Equal(
            new TrainerOptions
            {
                Epochs = 8,
                BatchSize = 32,
                MicroBatches = 4,
                ClipNorm = 2.5,
                Seed = 6,
                Workers = 2,
                SelectBy = SelectionCriterion.ValidationLoss,
                Patience = 3,
                TimeLimit = TimeSpan.FromSeconds(90),
                Schedule = loop.Schedule,
            }, loop);
        Assert.Equal(0.5, loop.Schedule(8), 12);
        Assert.Equal(0.75, loop.Schedule(4), 12);
        Assert.Equal(0, loop.Schedule(0));
        Assert.Equal(
            new OptimizerOptions { LearningRate = 0.3, Momentum = 0.7, WeightDecay = 0.02 }, TrainingBuilder.BuildOptimizer(config));
        var adam = ExperimentSource.Read("playground",
            ["optimizer.name=adamw", "optimizer.beta1=0.5", "optimizer.beta2=0.6", "optimizer.epsilon=0.1", "method.gamma=2",
                "schedule.name=step", "schedule.step_epochs=2", "schedule.factor=0.25"]);
        Assert.Equal(
            new OptimizerOptions
            {
                Kind = OptimizerKind.AdamW,
                LearningRate = 0.05,
                Beta1 = 0.5,
                Beta2 = 0.6,
                Epsilon = 0.1,
                EncoderFactor = 2,
            }, TrainingBuilder.BuildOptimizer(adam));
        Assert.Equal(0.0625, TrainingBuilder.BuildLoop(adam).Schedule(4.5), 12);
        Assert.Null(TrainingBuilder.BuildLoop(adam).TimeLimit);
    }

    [Theory]
    [InlineData("mmpareto", "adamw", 3)]
    [InlineData("mmpareto-official", "adamw", 3)]
    [InlineData("uniform-scaled", "adamw", 3)]
    [InlineData("mmpareto", "sgd", 1)]
    [InlineData("uniform", "adamw", 1)]
    [InlineData("pareto", "adamw", 1)]
    [InlineData("joint", "adamw", 1)]
    public void Gamma_is_a_factor_on_the_learning_rate_with_Adam_alone(string method, string optimizer, double factor)
    {
        string[] gamma = method is "mmpareto" or "mmpareto-official" or "uniform-scaled" ? ["method.gamma=3"] : [];
        var config = ExperimentSource.Read("playground", [$"method.name={method}", $"optimizer.name={optimizer}", .. gamma]);
        Assert.Equal(factor, TrainingBuilder.BuildOptimizer(config).EncoderFactor);
    }

    /// <summary>Whatever the optimizer, the first step of the encoders is γ times as long; that of the heads is the same.</summary>
    [Theory]
    [InlineData("adamw", "mmpareto")]
    [InlineData("adamw", "mmpareto-official")]
    [InlineData("adamw", "uniform-scaled")]
    [InlineData("sgd", "mmpareto")]
    [InlineData("sgd", "mmpareto-official")]
    [InlineData("sgd", "uniform-scaled")]
    public void Gamma_lengthens_the_step_of_the_encoders_once(string optimizer, string method)
    {
        double[] Change(double gamma, string prefix)
        {
            var config = ExperimentSource.Read("playground",
            [
                $"optimizer.name={optimizer}", $"method.name={method}", FormattableString.Invariant($"method.gamma={gamma}"),
                "optimizer.weight_decay=0", "training.epochs=1", "training.batch_size=16",
                .. optimizer == "adamw" ? ["optimizer.epsilon=0.1"] : Array.Empty<string>(), // else Adam hides a γ on the gradient too
            ]);
            var (before, after) = TrainerTests.Step(new SmallTraining
            {
                Data = SmallTraining.Playground(train: 16),
                Method = () => MethodBuilder.EntryOf(config).Build(config),
                Optimizer = TrainingBuilder.BuildOptimizer(config),
                Options = TrainingBuilder.BuildLoop(config),
            }, prefix);
            return [.. after.Zip(before, (a, b) => a - b)];
        }
        Close.Equal([.. Change(1, "encoders.").Select(d => 2.5 * d)], Change(2.5, "encoders."), 1e-3);
        Close.Equal(Change(1, "head"), Change(2.5, "head"), 1e-3);
        Assert.True(Close.Length(Change(1, "encoders.")) > 1e-4);
    }

    private static string Refusal(string runs, params string[] settings) => Assert.Throws<ConfigException>(() =>
        Experiment.Run(PlaygroundRun.Read(settings), runs, "", new RecordingObserver(), new ManualClock())).Message;
}
