using System.Diagnostics;
using MMPareto.Data;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Experiments.Statistics;

public class PairedBootstrapTests
{
    /// <summary>numpy 1.24.2 with 100,000 replicates of this very case, seeds and samples drawn as here, gave percentiles 2.5 and 97.5
    /// of 0.0600 and 0.1517.</summary>
    [Fact]
    public void Both_levels_are_drawn_as_in_a_plain_loop_of_numpy()
    {
        var interval = PairedBootstrap.Interval(
            [.. Enumerable.Range(0, 3).Select(seed => Enumerable.Range(0, 400).Select(i => Case(seed, i)).ToArray())], 0.95, 20_000);
        Assert.Equal(0.0600, interval.Low, 0.002);
        Assert.Equal(0.1517, interval.High, 0.002);
    }

    /// <summary>scipy 1.10.1, <c>stats.bootstrap(method='percentile', n_resamples=20000)</c>: 0.244 to 0.356.</summary>
    [Fact]
    public void With_one_seed_it_is_the_percentile_interval_of_scipy()
    {
        double[] ten = [1, 0, 0, -1, 1, 1, 0, 0, 0, 1];
        var interval = PairedBootstrap.Interval([[.. Enumerable.Repeat(ten, 50).SelectMany(x => x)]], 0.95, 20_000);
        Assert.Equal(0.244, interval.Low, 0.004);
        Assert.Equal(0.356, interval.High, 0.004);
    }

    [Fact]
    public void The_same_case_gives_the_same_interval_and_turned_round_its_mirror()
    {
        double[][] case_ = [Draw(1, 200, 0.1), Draw(2, 200, 0.1)];
        var interval = PairedBootstrap.Interval(case_, 0.9);
        Assert.Equal(interval, PairedBootstrap.Interval(case_, 0.9));
        var mirror = PairedBootstrap.Interval([.. case_.Select(seed => seed.Select(d => -d).ToArray())], 0.9);
        Assert.Equal(-interval.Low, mirror.High, 1e-12);
        Assert.Equal(-interval.High, mirror.Low, 1e-12);
    }

    [Fact]
    public void Equal_methods_give_zero_and_a_constant_difference_itself()
    {
        Assert.Equal(new IntervalRecord(0, 0), PairedBootstrap.Interval([new double[50], new double[50]], 0.95));
        var half = Enumerable.Repeat(0.5, 64).ToArray();
        Assert.Equal(new IntervalRecord(0.5, 0.5), PairedBootstrap.Interval([half, half], 0.95));
    }

    /// <summary>Many seeds whose effect varies little, so that the seeds do not make it too narrow: 95 % should hold the true mean.</summary>
    [Fact]
    public void It_holds_the_true_mean_about_as_often_as_it_says()
    {
        const int Cases = 400;
        const double Mean = 0.1;
        var held = Enumerable.Range(0, Cases).Count(i =>
        {
            double[][] seeds = [.. Enumerable.Range(0, 8).Select(seed => Draw(1000 + 8 * i + seed, 150, Mean))];
            var interval = PairedBootstrap.Interval(seeds, 0.95, 300);
            return interval.Low <= Mean && Mean <= interval.High;
        });
        Assert.InRange(held / (double)Cases, 0.90, 1);
    }

    [Fact]
    public void A_seed_that_differs_widens_it()
    {
        double[] none = new double[500], some = [.. Enumerable.Repeat(0.2, 500)];
        Assert.Equal(new IntervalRecord(0, 0.2), PairedBootstrap.Interval([none, some], 0.95), Close);
        static bool Close(IntervalRecord a, IntervalRecord b) => Math.Abs(a.Low - b.Low) + Math.Abs(a.High - b.High) < 1e-9;
    }

    [Fact]
    public void Ten_thousand_samples_and_three_seeds_take_about_a_second_at_most()
    {
        double[][] seeds = [Draw(1, 10_000, 0.05), Draw(2, 10_000, 0.05), Draw(3, 10_000, 0.05)];
        var watch = Stopwatch.StartNew();
        PairedBootstrap.Interval(seeds, 0.95);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalMilliseconds:0} ms");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5); // room for a busy machine; some tenths on an idle one
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Interval([], 0.95));
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Interval([[]], 0.95));
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Interval([[1, 0], [1]], 0.95));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    public void Quantiles_are_interpolated_as_numpy_does(double probability, double expected) =>
        Assert.Equal(expected, PairedBootstrap.Quantile([1, 2, 3, 4], probability), 1e-12);

    private static double Case(int seed, int i) =>
        ((i * 7 + seed * 3) % 5 == 0 ? 1 : 0) - ((i * 11 + seed * 5) % 9 == 0 ? 1 : 0) + (seed == 2 && i % 10 == 0 ? 0.5 : 0);

    /// <summary>−1, 0 or 1 with a given mean and a variance of about 0.3.</summary>
    private static double[] Draw(long seed, int count, double mean)
    {
        var random = new CounterRandom(seed, 7);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() switch
        {
            var u when u < 0.15 => -1.0,
            var u when u < 0.30 + mean => 1,
            _ => 0,
        })];
    }
}
