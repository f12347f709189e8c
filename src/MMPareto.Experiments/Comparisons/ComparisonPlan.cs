using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>What a comparison is to do.</summary>
public sealed record ComparisonPlan
{
    /// <summary>The experiment, with all settings that methods and seeds have in common.</summary>
    public required ConfigValues Config { get; init; }

    /// <summary>The methods, at least one, all different.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The method that the others are held against; one of <see cref="Methods"/>.</summary>
    public required string Baseline { get; init; }

    /// <summary>Training seeds, at least one, all different.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Folder of the comparison; made when missing, and gone on with when there.</summary>
    public required string Folder { get; init; }

    /// <summary>The command that repeats it.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Runs at the same time, at least 1. Default 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Keys to tune with the values to try; empty for no tuning.</summary>
    public IReadOnlyList<TunedKey> Tuned { get; init; } = [];

    /// <summary>Epochs of a tuning run; null for as many as other runs have.</summary>
    public int? TuningEpochs { get; init; }

    /// <summary>Training seed of tuning runs, another than those compared. Default 1000.</summary>
    public long TuningSeed { get; init; } = 1000;

    /// <summary>Confidence of intervals. Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;
}
