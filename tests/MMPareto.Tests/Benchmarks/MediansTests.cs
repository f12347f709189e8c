using MMPareto.Benchmarks.Timing;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Benchmarks;

public class MediansTests
{
    [Fact]
    public void The_median_is_the_middle_or_the_mean_of_the_two_in_the_middle()
    {
        Assert.Equal(3, Medians.Of([9, 1, 3]));
        Assert.Equal(2.5, Medians.Of([4, 1, 2, 3]));
    }

    /// <summary>Ranks from 1 of the lower end, as tables of the sign test give them for 95 %.</summary>
    [Theory]
    [InlineData(5, null)]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(10, 2)]
    [InlineData(15, 4)]
    [InlineData(20, 6)]
    [InlineData(25, 8)]
    [InlineData(60, 22)]
    [InlineData(100, 40)]
    [InlineData(1000, 469)]
    public void The_interval_lies_between_the_order_statistics_of_the_sign_test(int count, int? rank)
    {
        double[] values = [.. Enumerable.Range(1, count).Select(value => (double)value).Reverse()];
        Assert.Equal(rank is { } lower ? new IntervalRecord(lower, count + 1 - lower) : null, Medians.Interval(values));
    }

    [Fact]
    public void The_interval_holds_the_true_median_in_at_least_95_of_100_draws()
    {
        var random = new Random(5);
        const int Draws = 4000;
        var held = Enumerable.Range(0, Draws).Count(_ =>
        {
            var interval = Medians.Interval([.. Enumerable.Range(0, 20).Select(_ => Math.Pow(random.NextDouble(), 4))])!;
            return interval.Low <= Math.Pow(0.5, 4) && Math.Pow(0.5, 4) <= interval.High;
        });
        Assert.InRange(held / (double)Draws, 0.95, 0.97); // exactly 0.9586
    }
}
