using CsCheck;
using MMPareto.Experiments.Statistics;

namespace MMPareto.Tests.Experiments.Statistics;

/// <summary>Expected values: scipy 1.10.1, stats.ttest_1samp and stats.t.interval; numpy std with ddof=1.</summary>
public class PairedTTestTests
{
    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.015 }, 0.0025793114407812352, 0.027420688559218764, 0.03509871864598465, 3.0)]
    [InlineData(new[] { 0.031, -0.004, 0.012, 0.02, 0.006 }, -0.003565863944554614, 0.029565863944554616, 0.09487115444065061, 0.97439119569462)]
    public void Interval_p_value_and_effect_size_are_those_of_scipy(double[] differences, double low, double high, double p, double effect)
    {
        var test = PairedTTest.Of(differences, 0.95);
        Assert.Equal(low, test.Interval!.Low, 1e-12);
        Assert.Equal(high, test.Interval.High, 1e-12);
        Assert.Equal(p, test.PValue!.Value, 1e-10);
        Assert.Equal(effect, test.EffectSize!.Value, 1e-10);
    }

    [Fact]
    public void One_difference_has_no_interval_and_equal_ones_no_p_value()
    {
        Assert.Equal(new PairedTTest(null, null, null), PairedTTest.Of([0.1], 0.95));
        var equal = PairedTTest.Of([0.25, 0.25, 0.25], 0.95);
        Assert.Equal(new(0.25, 0.25), equal.Interval);
        Assert.Null(equal.PValue);
        Assert.Null(equal.EffectSize);
    }

    [Fact]
    public void The_interval_leaves_out_zero_just_when_the_p_value_is_below_its_level() =>
        Gen.Double[-1, 1].Array[2, 12].Sample(differences =>
        {
            var test = PairedTTest.Of(differences, 0.9);
            if (test.PValue is not { } p || Math.Abs(p - 0.1) < 1e-9) return;
            Assert.Equal(p < 0.1, test.Interval!.Low > 0 || test.Interval.High < 0);
        }, iter: 1000, threads: 1);
}
