using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Tests.Cli;

/// <summary>A run to be shown.</summary>
internal static class SomeRun
{
    public static TrainingPlan Plan(params string[] modalities) => new()
    {
        Method = "mmpareto",
        Modalities = modalities,
        Heads = modalities,
        Groups = modalities,
        Epochs = 50,
        StepsPerEpoch = 100,
        TrainCount = 55000,
        ValidationCount = 5000,
        TestCount = 10000,
        ParameterCount = 123456,
        Threads = 2,
        Device = "cpu",
    };

    public static EpochRecord Epoch(double? conflict, params string[] modalities) => new()
    {
        Epoch = 7,
        LearningRate = 0.01,
        Train = new TrainingRecord
        {
            Fused = new LossRecord { Loss = 0.43219, Accuracy = 0.9 },
            Modalities = modalities.ToDictionary(
                name => name, _ => new LossRecord { Loss = 1, Accuracy = 0.5 }),
        },
        Validation = Scores(modalities),
        Encoders = modalities.ToDictionary(
            name => name, _ => new EncoderRecord { Steps = 100, ConflictRate = conflict }),
    };

    public static TimingRecord Timing { get; } = new()
    {
        Epoch = 7,
        Seconds = 12.34,
        SamplesPerSecond = 4457,
        ResidentBytes = 1,
    };

    public static EvaluationRecord Scores(params string[] modalities) => new()
    {
        Fused = new ScoreRecord { Accuracy = 0.9123, MacroF1 = 0.9012 },
        Modalities = modalities.ToDictionary(
            name => name, _ => new ScoreRecord { Accuracy = 1, MacroF1 = 0.7001 }),
    };

    public static SummaryRecord Summary(StopReason? stoppedBy, params string[] modalities) => new()
    {
        Method = "mmpareto",
        Seed = 0,
        BestEpoch = 4,
        Test = Scores(modalities),
        Encoders = new Dictionary<string, ConflictRecord>(),
        Experiment = "some",
        Dataset = "playground",
        Epochs = 5,
        Status = stoppedBy is null ? RunStatus.Finished : RunStatus.Stopped,
        StoppedBy = stoppedBy,
        Validation = Scores(modalities),
        Last = new LastEpochRecord { Epoch = 5, Test = Scores(modalities) },
        Parameters = 1,
        Notes = ["validation colours are drawn by the rule of the test set"],
    };
}
