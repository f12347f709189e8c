using MMPareto.Data;
using MMPareto.Experiments.Statistics;

namespace MMPareto.Tests.Experiments.Statistics;

public class PairedBootstrapTests
{
    [Fact]
    public void Equal_differences_give_an_interval_of_no_width()
    {
        var interval = PairedBootstrap.Interval([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], 0.95)!;
        Assert.Equal(0.5, interval.Low, 1e-12);
        Assert.Equal(0.5, interval.High, 1e-12);
    }

    [Fact]
    public void The_same_input_gives_the_same_interval() =>
        Assert.Equal(PairedBootstrap.Interval(Coins(3, 500, 0.6, 1), 0.95), PairedBootstrap.Interval(Coins(3, 500, 0.6, 1), 0.95));

    /// <summary>With one seed it is the bootstrap of a mean of N coins: ±1.96 √(p(1−p)/N) around p, for large N.</summary>
    [Fact]
    public void With_one_seed_it_is_as_wide_as_the_spread_of_the_samples_says()
    {
        var differences = Coins(1, 4000, 0.3, 5);
        var mean = differences[0].Average();
        var half = 1.96 * Math.Sqrt(mean * (1 - mean) / 4000);
        var interval = PairedBootstrap.Interval(differences, 0.95)!;
        Assert.Equal(mean - half, interval.Low, 0.1 * half);
        Assert.Equal(mean + half, interval.High, 0.1 * half);
    }

    /// <summary>Seeds that differ among themselves widen the interval beyond what samples alone would give.</summary>
    [Fact]
    public void Seeds_that_disagree_widen_it()
    {
        double[][] agree = [.. Enumerable.Repeat(Coins(1, 2000, 0.5, 3)[0], 4)];
        double[][] disagree = [.. agree.Select((seed, s) => seed.Select(d => d + (s - 1.5) * 0.2).ToArray())];
        double Width(double[][] differences) => PairedBootstrap.Interval(differences, 0.95) is { } i ? i.High - i.Low : 0;
        Assert.True(Width(disagree) > 3 * Width(agree), $"{Width(disagree)} {Width(agree)}");
    }

    [Fact]
    public void Seeds_of_different_length_are_refused_and_none_give_no_interval()
    {
        var e = Assert.Throws<ArgumentException>(() => PairedBootstrap.Interval([[1, 0], [1]], 0.95));
        Assert.StartsWith("differences must have one length; got 2 and 1.", e.Message, StringComparison.Ordinal);
        Assert.Null(PairedBootstrap.Interval([], 0.95));
    }

    private static double[][] Coins(int seeds, int samples, double probability, long stream)
    {
        var random = new CounterRandom(7, stream);
        return [.. Enumerable.Range(0, seeds).Select(_ => Enumerable.Range(0, samples)
            .Select(_ => random.NextDouble() < probability ? 1.0 : 0).ToArray())];
    }
}
