using MMPareto.Runs;

namespace MMPareto.Tests.Runs;

/// <summary>One fixed record of each kind; the names are in no alphabetical order.</summary>
internal static class SomeRecords
{
    public static EpochRecord Epoch { get; } = new()
    {
        Epoch = 1,
        LearningRate = 0.01,
        Train = new()
        {
            Fused = new() { Loss = 0.25, Accuracy = 0.9 },
            Modalities = new Dictionary<string, LossRecord>
            {
                ["shape"] = new() { Loss = double.NaN, Accuracy = 0.1 },
                ["colour"] = new() { Loss = 1e-5, Accuracy = 1 },
            },
        },
        Validation = Evaluation(loss: 0.5),
        Encoders = new Dictionary<string, EncoderRecord>
        {
            ["shape"] = new()
            {
                Steps = 93,
                ConflictRate = 0.25,
                MeanCosine = -0.1,
                MultimodalNorm = 2,
                UnimodalNorm = 3,
                LengthRatio = 1.5,
            },
            ["colour"] = new() { Steps = 0 },
        },
    };

    public static TimingRecord Timing { get; } =
        new() { Epoch = 1, Seconds = 12.5, SamplesPerSecond = 4800, ResidentBytes = 412_000_256 };

    public static StepRecord Step { get; } = new()
    {
        Step = 10,
        Epoch = 1,
        Encoders = new Dictionary<string, EncoderStepRecord>
        {
            ["shape"] = new()
            {
                Cosine = -0.5,
                Norms = [1, 2],
                Weights = [1.25, 0.75],
                Conflict = true,
                SumLength = 2.5,
                Length = 3.75,
                Reason = "conflict",
            },
            ["colour"] = new() { Norms = [0.5], Weights = [1, 1], SumLength = 0.5, Length = 0.5, Reason = "sum" },
        },
    };

    public static SummaryRecord Summary { get; } = new()
    {
        Method = "mmpareto",
        Seed = 3,
        BestEpoch = 4,
        Test = Evaluation(),
        Encoders = new Dictionary<string, ConflictRecord>
        {
            ["shape"] = new() { ConflictRate = 0.25, MeanCosine = -0.1 },
            ["colour"] = new(),
        },
        Experiment = "größe \"1\"",
        Dataset = "cg-mnist",
        Epochs = 4,
        Status = RunStatus.Stopped,
        StoppedBy = StopReason.TimeLimit,
        Validation = Evaluation(loss: 0.5),
        Last = new() { Epoch = 4, Test = Evaluation() },
        Parameters = 123_456,
        Notes = ["The time limit of 5 minutes was reached."],
    };

    public static EnvironmentRecord Environment { get; } = new()
    {
        Versions = new() { MMPareto = "0.1.0", TorchSharp = "0.107.0", LibTorch = "2.10.0+cpu", DotNet = "10.0.0" },
        OS = "Ubuntu 24.04 x64",
        Cpu = "A processor",
        Cores = 8,
        Threads = 4,
        Device = "cpu",
        Precision = "bf16",
        Seed = 3,
        DataHash = "sha256:9f86d081",
        Started = FixedClock.Time,
        CommandLine = "mmpareto train cg-mnist --set training.epochs=5",
    };

    private static EvaluationRecord Evaluation(double? loss = null) => new()
    {
        Fused = new() { Accuracy = 0.75, MacroF1 = 0.7, Loss = loss },
        Modalities = new Dictionary<string, ScoreRecord>
        {
            ["shape"] = new() { Accuracy = 0.5, MacroF1 = 1.0 / 3, Loss = loss },
            ["colour"] = new() { Accuracy = 0.125, MacroF1 = 0, Loss = loss },
        },
    };
}
