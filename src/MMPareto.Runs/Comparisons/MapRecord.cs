namespace MMPareto.Runs.Comparisons;

/// <summary>The same comparison at every place of a grid of settings: <c>map.json</c>, from which tables and the report are
/// drawn.</summary>
/// <remarks>Fractions are from 0 to 1.</remarks>
public sealed record MapRecord
{
    /// <summary>The version of this schema that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>What the main output is called: <c>fused</c>, or <c>mean</c> over the tasks in multi-task training.</summary>
    public required string Main { get; init; }

    /// <summary>What varies; one or two settings.</summary>
    public required IReadOnlyList<DialRecord> Dials { get; init; }

    /// <summary>Names of the methods, in the order asked for.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The training seeds, the same for every method and place.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Epochs of each run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Samples in the test set; 0 when no run has finished.</summary>
    public required int TestCount { get; init; }

    /// <summary>Confidence of all intervals, for example 0.95.</summary>
    public required double Confidence { get; init; }

    /// <summary>The places, the last dial fastest.</summary>
    public required IReadOnlyList<MapCellRecord> Cells { get; init; }

    /// <summary>The command that repeats it, without paths that only this machine has.</summary>
    public required string CommandLine { get; init; }

    /// <summary>What the first finished run was made with and on; null when none has finished.</summary>
    public EnvironmentRecord? Environment { get; init; }

    /// <summary>What a reader of the numbers should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }
}
