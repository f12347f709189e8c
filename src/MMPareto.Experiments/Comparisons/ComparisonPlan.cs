namespace MMPareto.Experiments.Comparisons;

/// <summary>What a comparison will run; every part of it is checked.</summary>
public sealed record ComparisonPlan
{
    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Name of the baseline, one of the methods.</summary>
    public required string Baseline { get; init; }

    /// <summary>Other pairs of methods that are held against each other.</summary>
    public IReadOnlyList<MethodPair> Pairs { get; init; } = [];

    /// <summary>The methods in the order of the tables.</summary>
    public required IReadOnlyList<MethodPlan> Methods { get; init; }

    /// <summary>The training seeds, the same for every method.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Epochs of each run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Threads of each run.</summary>
    public required int Threads { get; init; }

    /// <summary>What is tuned; empty for nothing.</summary>
    public IReadOnlyList<VariedKey> Tuned { get; init; } = [];

    /// <summary>Epochs of a run of the tuning.</summary>
    public required int TuneEpochs { get; init; }

    /// <summary>Training seed of the tuning.</summary>
    public required long TuningSeed { get; init; }

    /// <summary>Confidence of all intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>The command that repeats the comparison, for the record.</summary>
    public string CommandLine { get; init; } = "";
}
