using MMPareto.Data;
using MMPareto.Data.Playground;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Runs;
using MMPareto.Training;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Methods.Objective;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

/// <summary>A training run small enough for a test: what differs from test to test is set, the rest is the same.</summary>
internal sealed record SmallTraining
{
    public DatasetSplits Data { get; init; } = Playground();

    public Func<BalancingMethod> Method { get; init; } = () => Integration("mmpareto", Weightings.MMPareto());

    public TrainerOptions Options { get; init; } = new() { Epochs = 2, BatchSize = 16 };

    public OptimizerOptions Optimizer { get; init; } = new() { LearningRate = 0.05 };

    public ITrainingObserver Observer { get; init; } = new RecordingObserver();

    public TimeProvider Clock { get; init; } = new ManualClock();

    public CancellationToken Stop { get; init; }

    public long Seed { get; init; }

    /// <summary>Whether the fused output is the ensemble of the own heads.</summary>
    public bool Ensemble { get; init; }

    /// <summary>Changes the model before it is trained.</summary>
    public Action<MultimodalModel> Prepare { get; init; } = _ => { };

    public static DatasetSplits Playground(int modalities = 2, int train = 99) => PlaygroundSplits.Generate(
        new() { Modalities = modalities, Features = 8, Classes = 3, TrainSize = train, ValidationSize = 40, TestSize = 30 });

    public static BalancingMethod Joint() => new JointMethod();

    public static BalancingMethod Integration(string name, IWeighting weighting, double unimodalWeight = 1, int every = 1) =>
        new GradientIntegration(name, new WeightedAggregator(weighting), new() { MeasureEvery = every }, unimodalWeight);

    public static BalancingMethod Uniform(double unimodalWeight = 1) =>
        Integration("uniform", Weightings.Uniform(), unimodalWeight);

    public MultimodalModel NewModel()
    {
        Seeds.SeedInitialWeights(Seed);
        (string, Encoder)[] encoders =
            [.. Data.Train.Modalities.Select(m => (m.Name, (Encoder)new MLPEncoder(m.Length, 6, 5)))];
        return new MultimodalModel(
            encoders, Ensemble ? null : new ConcatenationFusion([.. encoders.Select(_ => 5)]), Data.Train.ClassCount);
    }

    /// <param name="runs">Where the run folder is made.</param>
    public Trained Run(string runs)
    {
        using var model = NewModel();
        using (no_grad()) Prepare(model);
        using var method = Method();
        using var optimizer = new ModelOptimizer(model, Optimizer);
        var folder = RunFolder.Create(runs, "small", Clock);
        var trainer = new Trainer(model, method, optimizer, Data, Options, clock: Clock);
        TrainingOutcome outcome;
        using (var writer = new RunWriter(folder)) outcome = trainer.Run(folder, writer, Observer, Stop);
        return new Trained(outcome, folder, Weights(model));
    }

    public static SortedDictionary<string, double[]> Weights(MultimodalModel model)
    {
        using var scope = NewDisposeScope();
        return new(
            model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().data<float>().Select(x => (double)x).ToArray()),
            StringComparer.Ordinal);
    }
}

/// <summary>What a <see cref="SmallTraining"/> has left.</summary>
internal sealed record Trained(TrainingOutcome Outcome, RunFolder Folder, SortedDictionary<string, double[]> Weights)
{
    public IReadOnlyList<EpochRecord> Epochs => new RunReader(Folder).ReadEpochs();

    public IReadOnlyList<StepRecord> Steps => [.. new RunReader(Folder).ReadSteps()];

    /// <summary>The weights of some modules as one vector.</summary>
    public double[] Of(string prefix) => Of(Weights, prefix);

    public static double[] Of(SortedDictionary<string, double[]> weights, string prefix) =>
        [.. weights.Where(w => w.Key.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(w => w.Value)];
}
