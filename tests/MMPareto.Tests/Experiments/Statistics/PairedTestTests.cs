using CsCheck;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Experiments.Statistics;

/// <summary>Golden values: scipy 1.10.1, <c>stats.t.interval(c, n - 1, mean, sd / sqrt(n))</c> with <c>numpy.std(d, ddof=1)</c>,
/// and <c>stats.ttest_1samp(d, 0).pvalue</c>.</summary>
public class PairedTestTests
{
    private static readonly double[] Ten = [0.1, 0.101, 0.099, 0.1005, 0.0995, 0.1002, 0.0998, 0.1001, 0.0999, 0.1003];

    public static TheoryData<double[], double, double, double, double, double> Golden => new()
    {
        { [0.012, -0.004, 0.021, 0.007, 0.015], 0.95, -0.001494075648353601, 0.021894075648353602, 0.07262809686215091, 1.0830247009272176 },
        { [0.012, -0.004, 0.021, 0.007, 0.015], 0.99, -0.009191931653083643, 0.029591931653083645, 0.07262809686215091, 1.0830247009272176 },
        { [-0.031, -0.0275, -0.04], 0.95, -0.048852330247234114, -0.01681433641943255, 0.012615053496252072, -5.091612288662874 },
        { [0.01, 0.03], 0.95, -0.10706204736432094, 0.14706204736432094, 0.2951672353008664, 1.4142135623730951 },
        { Ten, 0.95, 0.09963956393562824, 0.10042043606437175, 6.9007322890561295e-22, 183.27495288525208 },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Interval_p_and_effect_size_are_those_of_scipy(
        double[] differences, double confidence, double low, double high, double p, double effect)
    {
        var test = PairedTest.Of(differences, confidence);
        Assert.Equal(low, test.Interval!.Low, 1e-10);
        Assert.Equal(high, test.Interval.High, 1e-10);
        Assert.Equal(1, test.PValue!.Value / p, 1e-8);
        Assert.Equal(1, test.EffectSize!.Value / effect, 1e-9);
        Assert.Equal(differences.Length, test.Count);
    }

    [Fact]
    public void One_difference_has_a_mean_and_nothing_else() =>
        Assert.Equal(new PairedTest { Mean = 0.25, Count = 1 }, PairedTest.Of([0.25], 0.95));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.02, 0.02, 0.02)]
    [InlineData(0.15 - 0.1, 0.25 - 0.2, 0.1 - 0.05)] // equal but for rounding
    public void Without_spread_the_interval_is_a_point_and_there_is_no_p(double a, double b, double c)
    {
        var test = PairedTest.Of([a, b, c], 0.95);
        Assert.Equal(new IntervalRecord(test.Mean, test.Mean), test.Interval);
        Assert.Null(test.PValue);
        Assert.Null(test.EffectSize);
    }

    [Fact]
    public void No_difference_at_all_is_refused() =>
        Assert.Contains("differences must be one or more; got none.", Assert.Throws<ArgumentException>(() => PairedTest.Of([], 0.95)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_interval_excludes_zero_exactly_when_p_is_below_the_level() => Gens.Differences.Sample(
        differences =>
        {
            var test = PairedTest.Of(differences, 0.95);
            if (test.PValue is not { } p || Math.Abs(p - 0.05) < 1e-9) return;
            Assert.Equal(p < 0.05, test.Interval!.Low > 0 || test.Interval.High < 0);
        }, iter: 2000, threads: 1);

    [Fact]
    public void Turning_the_methods_round_turns_the_signs_and_keeps_p() => Gens.Differences.Sample(
        differences =>
        {
            var (one, other) = (PairedTest.Of(differences, 0.9), PairedTest.Of([.. differences.Select(d => -d)], 0.9));
            Assert.Equal(one.Mean, -other.Mean, 1e-12);
            Assert.Equal(one.Interval!.Low, -other.Interval!.High, 1e-9);
            Assert.Equal(one.PValue ?? -1, other.PValue ?? -1, 1e-12);
        }, iter: 2000, threads: 1);
}
