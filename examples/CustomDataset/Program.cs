// Your own data set, a model for it, and the training loop of the project. Made-up sensor signals, a few seconds:
//   dotnet run -c Release --project examples/CustomDataset [FOLDER FOR RUNS]
using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Runs;
using MMPareto.Training;
using MMPareto.Training.Checkpoints;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Optimizers;

var runs = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "mmpareto-examples");
var data = new DatasetSplits(
    Train: new PumpDataset("pumps/train", part: 0, count: 1500),
    Validation: new PumpDataset("pumps/validation", part: 1, count: 500),
    Test: new PumpDataset("pumps/test", part: 2, count: 1000),
    ContentHash: "made up, version 1", // of real data: a checksum, so that a run says what it was made with
    Notes: []);

Seeds.SeedInitialWeights(0); // right before the model is made
(string, Encoder)[] encoders = [.. data.Train.Modalities.Select(m => (m.Name, (Encoder)new MLPEncoder(m.Length)))];
using var model = new MultimodalModel(encoders, new ConcatenationFusion([64, 64]), data.Train.ClassCount);
using var method = new GradientIntegration("mmpareto", new WeightedAggregator(Weightings.MMPareto()), new IntegratorOptions());
using var optimizer = new ModelOptimizer(model, new OptimizerOptions { LearningRate = 0.02 });
var trainer = new Trainer(model, method, optimizer, data, new TrainerOptions { Epochs = 5 });

var folder = RunFolder.Create(runs, "pumps-mmpareto-s0", TimeProvider.System);
using (var writer = new RunWriter(folder))
{
    writer.WriteConfig("experiment: pumps\n"); // whatever you want to remember of the run, as YAML
    trainer.Run(folder, writer, new EpochPrinter());
}

Checkpoint.Load(folder.BestWeightsFile, model); // the epoch that was best on validation
var scores = Evaluator.Score(model, data.Test);
Console.WriteLine($"test accuracy: fused {scores.Fused.Accuracy:0.000}");
foreach (var (name, score) in scores.Modalities) Console.WriteLine($"               {name} {score.Accuracy:0.000}");
Console.WriteLine($"run folder: {folder.FullPath}");

/// <summary>Pumps that run well, run dry or are blocked: how they shake, and how warm they grow.</summary>
internal sealed class PumpDataset(string name, int part, int count) : IMultimodalDataset
{
    private const long Seed = 1;

    public string Name => name;

    public IReadOnlyList<Modality> Modalities { get; } = [new("vibration", [64]), new("temperature", [16])];

    public int ClassCount => 3;

    public int Count => count;

    public int LabelOf(int index) => index % ClassCount;

    /// <summary>Called from several threads: everything drawn depends on the part and the index alone.</summary>
    public void Read(int index, SampleDestination destination)
    {
        var random = new CounterRandom(Seed, part, index);
        var label = LabelOf(index);
        var phase = Math.Tau * random.NextDouble();
        var vibration = destination[0];
        var temperature = destination[1];
        for (var t = 0; t < vibration.Length; t++)
            vibration[t] = (float)(Math.Sin((0.3 + (0.2 * label)) * t + phase) + random.NextGaussian());
        for (var t = 0; t < temperature.Length; t++)
            temperature[t] = (float)((label * t / 16.0) + (1.5 * random.NextGaussian()));
    }
}

/// <summary>Prints a line an epoch.</summary>
internal sealed class EpochPrinter : ITrainingObserver
{
    public void RunStarted(TrainingPlan plan) =>
        Console.WriteLine($"{plan.Method}, {plan.ParameterCount} parameters, {plan.TrainCount} samples to train on");

    public void StepFinished(int epoch, int step)
    {
    }

    public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest) => Console.WriteLine(
        $"epoch {epoch.Epoch}: loss {epoch.Train.Fused.Loss:0.000}, validation accuracy {epoch.Validation.Fused.Accuracy:0.000}"
        + (isBest ? ", the best so far" : ""));

    public void Note(string sentence) => Console.WriteLine(sentence);
}
