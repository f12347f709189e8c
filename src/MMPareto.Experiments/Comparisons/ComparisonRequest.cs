namespace MMPareto.Experiments.Comparisons;

/// <summary>What a comparison is asked to be; nothing of it is checked yet.</summary>
public sealed record ComparisonRequest
{
    /// <summary>A config file, or the name of a built-in experiment.</summary>
    public required string What { get; init; }

    /// <summary>Names of the methods in the order of the tables; null for those that suit the data.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>Number of training seeds, at least 1.</summary>
    public int SeedCount { get; init; } = 3;

    /// <summary>The first seed; the others follow it.</summary>
    public int FirstSeed { get; init; }

    /// <summary>The method that the others are held against; null for <c>uniform</c> if it is among them, else the first.</summary>
    public string? Baseline { get; init; }

    /// <summary>Pairs of methods held against each other besides, each <c>method:other</c>; null for what a claim on mmpareto
    /// needs: against its control, uniform-scaled, and against pareto, where they are compared.</summary>
    public IReadOnlyList<string>? Pairs { get; init; }

    /// <summary>Settings over the configuration, each <c>key=value</c>. Settings of a method go to those methods that have them.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Threads of each run where the configuration does not set <c>training.threads</c>, at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Settings to tune, each <c>key=value,value,...</c>; every combination is tried.</summary>
    public IReadOnlyList<string> Tune { get; init; } = [];

    /// <summary>Epochs of a run of the tuning; null for as many as those of the comparison.</summary>
    public int? TuneEpochs { get; init; }

    /// <summary>Training seed of the tuning, apart from the seeds that are compared.</summary>
    public int TuningSeed { get; init; } = 1000;

    /// <summary>Confidence of all intervals, between 0 and 1.</summary>
    public double Confidence { get; init; } = 0.95;
}
