using MMPareto.Benchmarks.Timing;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Benchmarks;

public class AlternationTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _order = [];

    [Fact]
    public void Every_second_round_runs_in_reverse_and_rounds_of_warming_up_come_before()
    {
        new Alternation(1, 3, _clock).Run(Taking("A", 1), Taking("B", 2), Taking("C", 3));
        Assert.Equal("CBA ABC CBA ABC", string.Join(' ', string.Concat(_order).Chunk(3).Select(round => new string(round))));
    }

    [Fact]
    public void Times_are_those_of_the_rounds_that_count_and_ratios_are_within_a_round()
    {
        var calls = 0;
        // Time passes slower and slower for both: the ratio does not see it.
        var pace = new Contender("slow", () => _clock.Advance(3 * ++calls));
        var other = new Contender("fast", () => _clock.Advance(2 * ++calls));
        var timed = new Alternation(2, 6, _clock).Run(other, pace);
        Assert.Equal([10, 16, 18, 24, 26, 32], timed.Of("fast"));
        Assert.Equal([18, 21, 30, 33, 42, 45], timed.Of("slow"));
        var pair = timed.Pair("nothing", "slow", "fast");
        Assert.Equal(((45 / 32.0) + (42 / 26.0)) / 2, pair.Ratio, 1e-12);
        Assert.Equal(new IntervalRecord(21 / 16.0, 18 / 10.0), pair.Interval);
        Assert.Equal((31.5, 21.0), (pair.Seconds, pair.BaselineSeconds));
        Assert.Equal([5, 8, 9, 12, 13, 16], timed.Each(2).Of("fast"));
    }

    private Contender Taking(string name, double seconds) => new(name, () =>
    {
        _order.Add(name);
        _clock.Advance(seconds);
    });
}
