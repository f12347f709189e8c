namespace MMPareto.Runs.Comparisons;

/// <summary>A comparison of methods over seeds: <c>comparison.json</c>, from which tables and reports are drawn.</summary>
/// <remarks>Fractions are from 0 to 1. Everything that is not a time can be recomputed from the run folders it names.</remarks>
public sealed record ComparisonRecord
{
    /// <summary>The version of this schema that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>The method that the others are held against.</summary>
    public required string Baseline { get; init; }

    /// <summary>What the main output is called: <c>fused</c>, or <c>mean</c> over the tasks in multi-task training.</summary>
    public required string Main { get; init; }

    /// <summary>Names of the heads beside the main output: modalities, or tasks.</summary>
    public required IReadOnlyList<string> Heads { get; init; }

    /// <summary>The training seeds, the same for every method.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Epochs of each run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Samples in the test set; 0 when no run has finished.</summary>
    public required int TestCount { get; init; }

    /// <summary>Confidence of all intervals, for example 0.95.</summary>
    public required double Confidence { get; init; }

    /// <summary>The methods in the order asked for.</summary>
    public required IReadOnlyList<ComparedMethodRecord> Methods { get; init; }

    /// <summary>Other pairs of methods held against each other; their p-values are corrected for the number of pairs.</summary>
    public IReadOnlyList<PairRecord> Pairs { get => field ?? []; init; }

    /// <summary>The command that repeats it, without paths that only this machine has.</summary>
    public required string CommandLine { get; init; }

    /// <summary>What the first finished run was made with and on; null when none has finished.</summary>
    public EnvironmentRecord? Environment { get; init; }

    /// <summary>What a reader of the numbers should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }
}
