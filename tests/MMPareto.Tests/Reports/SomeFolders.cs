using MMPareto.Runs;
using MMPareto.Runs.Comparisons;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Tests.Reports;

/// <summary>Folders of runs and comparisons with made-up numbers, to be reported on.</summary>
internal static class SomeFolders
{
    public static readonly string[] Encoders = ["gray", "colour"];

    /// <summary>Writes a run and gives back its folder.</summary>
    public static string Run(
        string parent, string method = "mmpareto", int seed = 0, int steps = 300, bool isFinished = true, bool isWhole = true, string[]? encoders = null)
    {
        encoders ??= Encoders;
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"{method}-{seed}")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.yaml"), $"experiment: \"some\"\n\ndata:\n  dataset: playground\n\nmethod:\n  name: {method}\n  gamma: 1.5\n");
        var run = RunFolder.Open(WithMetrics(folder));
        File.Delete(run.MetricsFile);
        using (var writer = new RunWriter(run))
        {
            writer.WriteEnvironment(Environment(seed));
            for (var step = 1; step <= steps; step++) writer.AppendStep(Step(step, encoders));
            for (var epoch = 1; epoch <= 4; epoch++)
                writer.AppendEpoch(Epoch(epoch, encoders), new() { Epoch = epoch, Seconds = 1.5, SamplesPerSecond = 1000, ResidentBytes = 1 << 28 });
            if (isFinished) writer.WriteSummary(Summary(method, seed, encoders));
        }
        if (!isWhole) return folder;
        File.WriteAllText(run.PredictionsFile, Predictions(encoders).ToCsv());
        DiagnosticsFile.Write(run, Diagnostics(encoders));
        return folder;
    }

    /// <summary>Writes a comparison of three methods, of which one is refused.</summary>
    public static string Comparison(string folder, string refused = "agm", Func<ComparisonRecord, ComparisonRecord>? change = null)
    {
        string[] methods = ["uniform", "mmpareto"];
        foreach (var method in methods) Run(folder, method);
        var comparison = new ComparisonRecord
        {
            Experiment = "some",
            Dataset = "playground",
            Baseline = "uniform",
            Main = "fused",
            Heads = Encoders,
            Seeds = [0, 1],
            Epochs = 4,
            TestCount = 40,
            Confidence = 0.95,
            CommandLine = "mmpareto compare some --methods uniform,mmpareto --seeds 2",
            Environment = Environment(0),
            Notes = ["made-up numbers"],
            Methods =
            [
                .. methods.Select((name, i) => Method(name, 0.7 + (0.05 * i))),
                new() { Name = refused, Refused = "it needs <two> modalities & more", Runs = [], Accuracy = new Dictionary<string, MeanRecord>(), Encoders = new Dictionary<string, ConflictRecord>() },
            ],
        };
        ComparisonFile.Write(folder, change?.Invoke(comparison) ?? comparison);
        return folder;
    }

    private static string WithMetrics(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "metrics.jsonl"), "");
        return folder;
    }

    private static ComparedMethodRecord Method(string name, double accuracy) => new()
    {
        Name = name,
        Runs =
        [
            new() { Seed = 0, Folder = $"{name}-0", BestEpoch = 3, Accuracy = new Dictionary<string, double> { ["fused"] = accuracy } },
            new() { Seed = 1, Failure = "the loss is not finite", Accuracy = new Dictionary<string, double>() },
        ],
        Accuracy = new Dictionary<string, MeanRecord>
        {
            ["fused"] = new(accuracy, 0.01, 2),
            ["gray"] = new(0.9, 0.02, 2),
            ["colour"] = new(accuracy - 0.3, null, 1),
        },
        Difference = name == "uniform" ? null : new()
        {
            Mean = 0.05,
            Count = 2,
            PairedInterval = new(-0.0123, 0.1123),
            BootstrapInterval = new(0.02, 0.08),
            HolmPValue = 0.0004,
            EffectSize = 1.25,
            Verdict = "within noise",
        },
        Encoders = Encoders.ToDictionary(e => e, _ => new ConflictRecord { ConflictRate = 0.25, MeanCosine = 0.1 }),
        Tuning = name == "uniform" ? null : new()
        {
            Budget = 2,
            Epochs = 2,
            Candidates = [new(["method.gamma=1"], 0.7), new(["method.gamma=1.5"], 0.75), new(["method.gamma=3"], null)],
            Chosen = ["method.gamma=1.5"],
        },
    };

    private static EnvironmentRecord Environment(int seed) => new()
    {
        Versions = new() { MMPareto = "0.1.0", TorchSharp = "0.107.0", LibTorch = "2.10.0+cpu", DotNet = "10.0.0" },
        OS = "Some OS",
        Cpu = "Some processor",
        Cores = 2,
        Threads = 1,
        Device = "cpu",
        Seed = seed,
        DataHash = "sha256:00",
        Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        CommandLine = "mmpareto train some --set 'a=<b>&\"c\"'",
    };

    private static StepRecord Step(int step, string[] encoders) => new()
    {
        Step = step,
        Epoch = 1 + (step / 100),
        Encoders = encoders.Select((name, i) => (name, i)).ToDictionary(e => e.name, e => new EncoderStepRecord
        {
            Cosine = Math.Sin((step * (0.7 + e.i)) + e.i),
            Norms = [1 + (0.1 * Math.Cos(step)), 2 + (0.2 * Math.Sin(step * 1.3))],
            Weights = [1.5, 1.5 - (step % 7 * 0.1)],
            Conflict = Math.Sin((step * (0.7 + e.i)) + e.i) < 0,
            SumLength = 2,
            Length = 3,
            Reason = step % 2 == 0 ? "sum" : "conflict",
        }),
    };

    private static EvaluationRecord Scores(double accuracy, string[] encoders) => new()
    {
        Fused = new() { Accuracy = accuracy, MacroF1 = accuracy - 0.01, Loss = 1 - accuracy },
        Modalities = encoders.Select((name, i) => (name, i)).ToDictionary(
            e => e.name, e => new ScoreRecord { Accuracy = accuracy - 0.1 - (0.01 * e.i), MacroF1 = 0.5, Loss = 1 }),
    };

    private static EpochRecord Epoch(int epoch, string[] encoders) => new()
    {
        Epoch = epoch,
        LearningRate = 0.1,
        Train = new()
        {
            Fused = new() { Loss = 1.0 / epoch, Accuracy = 0.7 },
            Modalities = encoders.ToDictionary(e => e, _ => new LossRecord { Loss = 2.0 / epoch, Accuracy = 0.6 }),
        },
        Validation = Scores(0.7 + (0.02 * epoch), encoders),
        Encoders = encoders.ToDictionary(e => e, _ => new EncoderRecord { Steps = 75 }),
    };

    private static SummaryRecord Summary(string method, int seed, string[] encoders) => new()
    {
        Method = method,
        Seed = seed,
        BestEpoch = 3,
        Test = Scores(0.8125, encoders),
        Encoders = encoders.ToDictionary(e => e, _ => new ConflictRecord { ConflictRate = 0.5, MeanCosine = 0 }),
        Experiment = "some",
        Dataset = "playground",
        Epochs = 4,
        Status = RunStatus.Finished,
        Validation = Scores(0.76, encoders),
        Last = new() { Epoch = 4, Test = Scores(0.79, encoders) },
        Parameters = 12345,
        Notes = ["made-up numbers"],
    };

    private static PredictionTable Predictions(string[] encoders)
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 4)];
        return new()
        {
            LabelNames = ["label"],
            OutputNames = ["fused", .. encoders],
            Labels = [labels],
            Predictions = [.. Enumerable.Range(0, encoders.Length + 1).Select(o => (IReadOnlyList<int>)[.. labels.Select((l, i) => i % (o + 5) == 0 ? 3 : l)])],
        };
    }

    private static DiagnosticsRecord Diagnostics(string[] encoders)
    {
        double[] positions = [.. Enumerable.Range(-10, 21).Select(i => i / 10.0)];
        LossNoiseRecord noise = new()
        {
            Norms = [.. Enumerable.Range(0, 50).Select(i => 1 + (0.3 * Math.Sin(i)))],
            MeanNorm = 1,
            NormVariance = 0.05,
            NormOfMean = 0.8,
            CovarianceTrace = 0.4,
        };
        return new()
        {
            Checkpoint = "best",
            Probes = encoders.ToDictionary(e => e, _ => new ProbeRecord(0.9, 0.8, 0.7, 500)),
            Contributions = new()
            {
                Subsets = new Dictionary<string, double> { ["none"] = 0.25, ["all"] = 0.8 },
                Shapley = encoders.ToDictionary(e => e, _ => 0.275),
            },
            GradientNoise = encoders.ToDictionary(e => e, _ => new GradientNoiseRecord
            {
                Batches = 50,
                BatchSize = 64,
                Losses = new Dictionary<string, LossNoiseRecord> { ["multimodal"] = noise, ["unimodal"] = noise },
                Cosines = [0.5],
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
