namespace MMPareto.Runs.Comparisons;

/// <summary>What a method gains over the baseline in test accuracy, over the seeds that both have finished.</summary>
public sealed record DifferenceRecord
{
    /// <summary>The verdict when no difference may be claimed.</summary>
    public const string WithinNoise = "within noise";

    /// <summary>Mean of the differences, seed by seed.</summary>
    public required double Mean { get; init; }

    /// <summary>Number of seeds, n.</summary>
    public required int Count { get; init; }

    /// <summary>Paired t interval over the seeds; null with fewer than two.</summary>
    public IntervalRecord? PairedInterval { get; init; }

    /// <summary>Percentile interval of a bootstrap over test samples and seeds; null where predictions are missing.</summary>
    public IntervalRecord? BootstrapInterval { get; init; }

    /// <summary>Two-sided p-value of the paired t test; null with fewer than two seeds or without any spread.</summary>
    public double? PValue { get; init; }

    /// <summary>The p-value after Holm's correction for the number of methods held against the baseline.</summary>
    public double? HolmPValue { get; init; }

    /// <summary>Mean difference over the standard deviation of the differences (Cohen's d for pairs); null without any spread.</summary>
    public double? EffectSize { get; init; }

    /// <summary>What may be said of it: <c>within noise</c>, <c>likely higher</c>, <c>likely lower</c>, and with five seeds
    /// or more <c>higher</c> or <c>lower</c>.</summary>
    public required string Verdict { get; init; }
}
