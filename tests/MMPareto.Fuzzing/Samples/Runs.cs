using MMPareto.Runs;
using MMPareto.Runs.Comparisons;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Fuzzing.Samples;

/// <summary>Folders of a run, a comparison and a map, with few made-up numbers.</summary>
internal static class Runs
{
    private static readonly string[] Names = ["gray", "colour"];

    /// <summary>Writes a run with every file that a report reads.</summary>
    /// <param name="folder">Where to; made.</param>
    public static RunFolder WriteRun(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.yaml"), "experiment: \"some\"\n\ndata:\n  dataset: playground\n\nmethod:\n  name: mmpareto\n  gamma: 1.5\n\ntraining:\n  seed: 3\n");
        File.WriteAllText(Path.Combine(folder, "metrics.jsonl"), "");
        var run = RunFolder.Open(folder);
        File.Delete(run.MetricsFile);
        using (var writer = new RunWriter(run))
        {
            writer.WriteEnvironment(Environment);
            for (var step = 1; step <= 8; step++) writer.AppendStep(Step(step));
            for (var epoch = 1; epoch <= 2; epoch++) writer.AppendEpoch(Epoch(epoch), new() { Epoch = epoch, Seconds = 1.5, SamplesPerSecond = 1000, ResidentBytes = 1 << 28 });
            writer.WriteSummary(Summary);
        }
        File.WriteAllText(run.PredictionsFile, "label,fused,gray,colour\n0,0,1,0\n1,1,1,\n2,1,,2\n1,1,0,1\n");
        DiagnosticsFile.Write(run, Diagnostics);
        return run;
    }

    /// <summary>Writes a comparison of a method that was tuned, one beside it and one that was refused, and two runs.</summary>
    /// <param name="folder">Where to; made.</param>
    public static void WriteComparison(string folder)
    {
        WriteRun(Path.Combine(folder, "uniform-0"));
        WriteRun(Path.Combine(folder, "mmpareto-0"));
        ComparisonFile.Write(folder, new()
        {
            Experiment = "some",
            Dataset = "playground",
            Baseline = "uniform",
            Main = "fused",
            Heads = Names,
            Seeds = [0, 1],
            Epochs = 2,
            TestCount = 40,
            Confidence = 0.95,
            CommandLine = "mmpareto compare some",
            Environment = Environment,
            Notes = ["made-up numbers"],
            Methods = [Method("uniform", 0.7), Method("mmpareto", 0.75), new() { Name = "agm", Refused = "it cannot", Runs = [], Accuracy = new Dictionary<string, MeanRecord>(), Encoders = new Dictionary<string, ConflictRecord>() }],
            Pairs = [new() { Method = "mmpareto", Against = "uniform", Difference = Difference }],
        });
    }

    /// <summary>Writes a map of two dials.</summary>
    /// <param name="folder">Where to; made.</param>
    public static void WriteMap(string folder)
    {
        Directory.CreateDirectory(folder);
        MapFile.Write(folder, new()
        {
            Experiment = "some",
            Dataset = "playground",
            Main = "fused",
            Dials = [new("data.conflict", ["0", "0.5"]), new("data.noise", ["1", "2"])],
            Methods = ["uniform", "mmpareto"],
            Seeds = [0, 1],
            Epochs = 2,
            TestCount = 40,
            Confidence = 0.95,
            CommandLine = "mmpareto map some",
            Environment = Environment,
            Cells = [.. from conflict in new[] { "0", "0.5" } from noise in new[] { "1", "2" } select Cell(conflict, noise)],
        });
    }

    private static MapCellRecord Cell(string conflict, string noise) => new()
    {
        Values = [conflict, noise],
        Folder = $"{conflict}-{noise}",
        Accuracy = new Dictionary<string, MeanRecord> { ["uniform"] = new(0.7, 0.01, 2), ["mmpareto"] = new(0.75, null, 2) },
        ConflictRate = new Dictionary<string, double?> { ["uniform"] = null, ["mmpareto"] = 0.25 },
        Pairs = [new() { Method = "mmpareto", Against = "uniform", Difference = Difference }],
        Region = MapRegion.Direction,
        Tuned = new Dictionary<string, IReadOnlyList<string>> { ["mmpareto"] = ["method.gamma=1"] },
        Notes = ["a note"],
    };

    private static DifferenceRecord Difference => new()
    {
        Mean = 0.05,
        Count = 2,
        PairedInterval = new(-0.0123, 0.1123),
        BootstrapInterval = new(0.02, 0.08),
        HolmPValue = 0.0004,
        EffectSize = 1.25,
        Verdict = "within noise",
    };

    private static ComparedMethodRecord Method(string name, double accuracy) => new()
    {
        Name = name,
        Runs =
        [
            new() { Seed = 0, Folder = $"{name}-0", BestEpoch = 2, Accuracy = new Dictionary<string, double> { ["fused"] = accuracy } },
            new() { Seed = 1, Failure = "the loss is not finite", Accuracy = new Dictionary<string, double>() },
        ],
        Accuracy = new Dictionary<string, MeanRecord> { ["fused"] = new(accuracy, 0.01, 2), ["gray"] = new(0.9, 0.02, 2), ["colour"] = new(accuracy - 0.3, null, 1) },
        Difference = name == "uniform" ? null : Difference,
        Encoders = Names.ToDictionary(e => e, _ => new ConflictRecord { ConflictRate = 0.25, MeanCosine = 0.1 }),
        Tuning = name == "uniform" ? null : new()
        {
            Budget = 2,
            Epochs = 2,
            Candidates = [new(["method.gamma=1"], 0.7), new(["method.gamma=1.5"], 0.75), new(["method.gamma=3"], null)],
            Chosen = ["method.gamma=1.5"],
        },
    };

    private static EnvironmentRecord Environment => new()
    {
        Versions = new() { MMPareto = "0.1.0", TorchSharp = "0.107.0", LibTorch = "2.10.0+cpu", DotNet = "10.0.0" },
        OS = "Some OS",
        Cpu = "Some processor",
        Cores = 2,
        Threads = 1,
        Device = "cpu",
        Seed = 3,
        DataHash = "sha256:00",
        Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        CommandLine = "mmpareto train some",
    };

    private static StepRecord Step(int step) => new()
    {
        Step = step,
        Epoch = 1 + (step / 5),
        Encoders = Names.ToDictionary(name => name, name => new EncoderStepRecord
        {
            Cosine = Math.Sin(step + name.Length),
            Norms = [1, 2 + (0.1 * step)],
            Weights = [1.5, 0.5],
            Conflict = step % 2 == 0,
            SumLength = 2,
            Length = 3,
            Reason = step % 2 == 0 ? "sum" : "conflict",
        }),
    };

    private static EvaluationRecord Scores(double accuracy) => new()
    {
        Fused = new() { Accuracy = accuracy, MacroF1 = accuracy, Loss = 1 - accuracy },
        Modalities = Names.ToDictionary(name => name, _ => new ScoreRecord { Accuracy = accuracy - 0.1, MacroF1 = 0.5, Loss = 1 }),
        Patterns = new Dictionary<string, PatternRecord> { ["gray alone"] = new() { Samples = 10, Accuracy = 0.5 } },
    };

    private static EpochRecord Epoch(int epoch) => new()
    {
        Epoch = epoch,
        LearningRate = 0.1,
        Train = new()
        {
            Fused = new() { Loss = 1.0 / epoch, Accuracy = 0.7 },
            Modalities = Names.ToDictionary(name => name, _ => new LossRecord { Loss = 2.0 / epoch, Accuracy = 0.6 }),
        },
        Validation = Scores(0.7 + (0.02 * epoch)),
        Encoders = Names.ToDictionary(name => name, _ => new EncoderRecord { Steps = 4, ConflictRate = 0.5 }),
    };

    private static SummaryRecord Summary => new()
    {
        Method = "mmpareto",
        Seed = 3,
        BestEpoch = 2,
        Test = Scores(0.8125),
        Encoders = Names.ToDictionary(name => name, _ => new ConflictRecord { ConflictRate = 0.5, MeanCosine = 0 }),
        Experiment = "some",
        Dataset = "playground",
        Epochs = 2,
        Status = RunStatus.Finished,
        Validation = Scores(0.76),
        Last = new() { Epoch = 2, Test = Scores(0.79) },
        Parameters = 12345,
        Notes = ["made-up numbers"],
    };

    private static DiagnosticsRecord Diagnostics
    {
        get
        {
            double[] positions = [-1, -0.5, 0, 0.5, 1];
            LossNoiseRecord noise = new() { Norms = [1, 1.5, 2, 1.2], MeanNorm = 1, NormVariance = 0.05, NormOfMean = 0.8, CovarianceTrace = 0.4 };
            return new()
            {
                Checkpoint = "best",
                Probes = Names.ToDictionary(name => name, _ => new ProbeRecord(0.9, 0.8, 0.7, 500)),
                Contributions = new() { Subsets = new Dictionary<string, double> { ["none"] = 0.25, ["all"] = 0.8 }, Shapley = Names.ToDictionary(name => name, _ => 0.275) },
                GradientNoise = Names.ToDictionary(name => name, _ => new GradientNoiseRecord
                {
                    Batches = 4,
                    BatchSize = 64,
                    Losses = new Dictionary<string, LossNoiseRecord> { ["multimodal"] = noise, ["unimodal"] = noise },
                    Cosines = [0.5, null],
                }),
                Landscape = new()
                {
                    Positions = positions,
                    Losses = [.. positions.Select(y => (IReadOnlyList<double>)[.. positions.Select(x => (x * x) + (2 * y * y))])],
                    Split = "validation",
                    Samples = 100,
                    Seed = 7,
                },
            };
        }
    }
}
