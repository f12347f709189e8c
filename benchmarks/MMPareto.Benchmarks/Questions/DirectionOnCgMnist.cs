using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Training.Diagnostics;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Questions;

/// <summary>The direction error of approximations along a training by the exact method on coloured-and-gray MNIST, in float32.</summary>
internal static class DirectionOnCgMnist
{
    private const int Steps = 300;

    /// <summary>Measures it.</summary>
    /// <param name="quick">Whether a few steps will do.</param>
    /// <param name="approximations">Names of the methods.</param>
    /// <param name="progress">Receives a line.</param>
    /// <param name="findings">Receives the figures.</param>
    public static void Measure(bool quick, IReadOnlyList<string> approximations, TextWriter progress, Findings findings)
    {
        var steps = quick ? 4 : Steps;
        progress.WriteLine(FormattableString.Invariant($"approximations: direction over {steps} steps on CG-MNIST"));
        var config = ConfigOf("mmpareto", steps);
        var data = DatasetBuilder.Build(config, progress.WriteLine, CancellationToken.None);
        using var model = ModelBuilder.BuildSeeded(config, data.Train, CPU);
        using var exact = MethodBuilder.Build(config, model, data.Train);
        using var training = MethodBuilder.Build(config, model, data.Train);
        using var optimizer = new ModelOptimizer(model, TrainingBuilder.BuildOptimizer(config));
        var others = approximations.Select(name => MethodBuilder.Build(ConfigOf(name, steps), model, data.Train)).ToArray();
        model.train();
        var records = new DirectionError(model, exact, others).Along(training, optimizer, data.Train, TrainingBuilder.BuildLoop(config)).ToArray();
        foreach (var method in others) method.Dispose();
        foreach (var group in records.GroupBy(record => (record.Method, record.Group)))
        {
            double[] cosines = [.. group.Select(record => record.Cosine).OfType<double>()];
            findings.Add("CG-MNIST", $"{group.Key.Method}, {group.Key.Group}: cosine with the exact gradient, median", Medians.Of(cosines), Units.Cosine);
            findings.Add("CG-MNIST", $"{group.Key.Method}, {group.Key.Group}: the same, mean", cosines.Average(), Units.Cosine);
            findings.Add("CG-MNIST", $"{group.Key.Method}, {group.Key.Group}: the same, lowest", cosines.Min(), Units.Cosine);
        }
    }

    private static ConfigValues ConfigOf(string method, int steps) => ConfigReader.Read(
        "", "the benchmark", ExperimentSchema.Schema,
        [.. Subject.SettingsOf(method), $"data.limit={steps * 64}", "training.epochs=1", "optimizer.learning_rate=0.1"]);
}
