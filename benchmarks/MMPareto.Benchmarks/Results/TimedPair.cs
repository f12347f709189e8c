using System.Text.Json.Serialization;
using MMPareto.Benchmarks.Timing;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Benchmarks.Results;

/// <summary>Two things that were timed in turn on the same subject.</summary>
internal sealed record TimedPair
{
    /// <summary>What both worked on, for example the model.</summary>
    public required string Subject { get; init; }

    /// <summary>What was timed.</summary>
    public required string Name { get; init; }

    /// <summary>What it is held against.</summary>
    public required string Baseline { get; init; }

    /// <summary>Median over rounds of the time over that of the baseline in the same round.</summary>
    public required double Ratio { get; init; }

    /// <summary>95 % interval of the median ratio; null with fewer than six rounds.</summary>
    public required IntervalRecord? Interval { get; init; }

    /// <summary>Median seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Median seconds of the baseline.</summary>
    public required double BaselineSeconds { get; init; }

    /// <summary>Seconds of each round.</summary>
    [JsonConverter(typeof(OneLineConverter))]
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Seconds of the baseline in each round.</summary>
    [JsonConverter(typeof(OneLineConverter))]
    public required IReadOnlyList<double> BaselineTimes { get; init; }

    /// <summary>Holds times against those of a baseline.</summary>
    /// <param name="subject">What both worked on.</param>
    /// <param name="name">What was timed.</param>
    /// <param name="baseline">What it is held against.</param>
    /// <param name="times">Seconds of each round.</param>
    /// <param name="baselineTimes">Seconds of the baseline, round by round.</param>
    public static TimedPair Of(string subject, string name, string baseline, double[] times, double[] baselineTimes)
    {
        double[] ratios = [.. times.Zip(baselineTimes, (time, other) => time / other)];
        return new()
        {
            Subject = subject,
            Name = name,
            Baseline = baseline,
            Ratio = Medians.Of(ratios),
            Interval = Medians.Interval(ratios),
            Seconds = Medians.Of(times),
            BaselineSeconds = Medians.Of(baselineTimes),
            Times = times,
            BaselineTimes = baselineTimes,
        };
    }
}
