using System.Collections.Concurrent;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Tests.Runs;

namespace MMPareto.Tests.Experiments.Comparisons;

/// <summary>Writes run folders with scores that a test chooses, in place of training.</summary>
internal sealed class FakeLauncher : IRunLauncher
{
    public const int UsualSamples = 40;

    private readonly ConcurrentQueue<string> _launched = new();

    /// <summary>Samples of the test set.</summary>
    public int Samples { get; init; } = UsualSamples;

    /// <summary>Right answers out of <see cref="Samples"/>, by configuration.</summary>
    public Func<ConfigValues, int> Right { get; init; } = config => 20 + 2 * config.GetInteger("training.seed") % 7;

    /// <summary>What is returned in place of a finished run; null to finish.</summary>
    public Func<ConfigValues, LaunchResult?> Instead { get; init; } = _ => null;

    public bool WithPredictions { get; init; } = true;

    public string DataHash { get; init; } = "sha256:1";

    /// <summary>Method and seed of each run made, in order.</summary>
    public string[] Launched => [.. _launched];

    public LaunchResult Launch(ConfigValues config, string place, string? unfinished, Action<int> epochFinished, CancellationToken stop)
    {
        var (method, seed) = (config.GetText("method.name"), config.GetInteger("training.seed"));
        _launched.Enqueue($"{method}-s{seed}");
        if (Instead(config) is { } other) return other;
        epochFinished(config.GetInteger("training.epochs"));
        return new(LaunchState.Finished, Write(config, place, method, seed));
    }

    private string Write(ConfigValues config, string place, string method, int seed)
    {
        var folder = RunFolder.Create(place, "fake", new FixedClock());
        using var writer = new RunWriter(folder);
        writer.WriteConfig(ConfigWriter.Write(config));
        writer.WriteEnvironment(SomeRecords.Environment with { DataHash = DataHash });
        writer.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing);
        var right = Right(config);
        if (WithPredictions) writer.WritePredictions(Predictions(right));
        var scores = Scores((double)right / Samples);
        writer.WriteSummary(SomeRecords.Summary with
        {
            Method = method,
            Seed = seed,
            Test = scores,
            Validation = scores,
            Last = new() { Epoch = 4, Test = scores },
            StoppedBy = null,
            Status = RunStatus.Finished,
            Notes = ["The data is made up", $"A note on {method}"],
        });
        return folder.FullPath;
    }

    private static EvaluationRecord Scores(double accuracy) => new()
    {
        Fused = new() { Accuracy = accuracy, MacroF1 = accuracy },
        Modalities = new Dictionary<string, ScoreRecord> { ["m1"] = new() { Accuracy = accuracy / 2, MacroF1 = 0.1 } },
    };

    private PredictionTable Predictions(int right) => new()
    {
        LabelNames = ["label"],
        OutputNames = ["fused", "m1"],
        Labels = [[.. Enumerable.Repeat(1, Samples)]],
        Predictions = [[.. Enumerable.Range(0, Samples).Select(i => i < right ? 1 : 0)], [.. Enumerable.Repeat(0, Samples)]],
    };
}
