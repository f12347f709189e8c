using MMPareto.Benchmarks.Results;

namespace MMPareto.Benchmarks.Timing;

/// <summary>The seconds of contenders that were timed in turn.</summary>
/// <param name="Names">Names of the contenders.</param>
/// <param name="Seconds">For each of them the seconds of each round.</param>
internal sealed record Rounds(IReadOnlyList<string> Names, IReadOnlyList<double[]> Seconds)
{
    /// <summary>The seconds of one contender.</summary>
    /// <param name="name">Its name.</param>
    public double[] Of(string name) => Seconds[Names.ToList().IndexOf(name)];

    /// <summary>One contender held against another, round by round.</summary>
    /// <param name="subject">What both work on.</param>
    /// <param name="name">The one.</param>
    /// <param name="baseline">The other.</param>
    public TimedPair Pair(string subject, string name, string baseline) => TimedPair.Of(subject, name, baseline, Of(name), Of(baseline));

    /// <summary>The same times, each divided by a number.</summary>
    /// <param name="count">How many things a round does.</param>
    public Rounds Each(int count) => new(Names, [.. Seconds.Select(times => Array.ConvertAll(times, time => time / count))]);
}
