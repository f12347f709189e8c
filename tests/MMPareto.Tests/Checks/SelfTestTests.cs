using MMPareto.Experiments.Checks;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;

namespace MMPareto.Tests.Checks;

public class SelfTestTests
{
    [Fact]
    public void All_pass_here() =>
        Assert.All(SelfTest.Run(), result => Assert.True(result.Passed, result.ToString()));

    [Fact]
    public void They_are_the_same_in_every_run() => Assert.Equal(SelfTest.Run(), SelfTest.Run());

    [Fact]
    public void A_wrong_combination_is_found()
    {
        static Aggregator Uniform() => new WeightedAggregator(Weightings.Uniform());
        var vector = GoldenVectors.All[0] with { Method = Uniform };
        Assert.Equal(new("conflict, mmpareto", "(2.47386, 1.8554)", "(0.5, 2)", false), vector.Check());
    }

    [Fact]
    public void A_pair_knows_its_products()
    {
        var pair = CombinedPair.Of([1, -0.5, -0.5, 4.25], gamma: 1.5); // rows (1, 0) and (-0.5, 2)
        Assert.True(pair.InConflict);
        Assert.Equal(CombinationReason.Conflict, pair.Reason);
        Assert.Equal(3.0923292, pair.Length, 1e-6);
        Assert.Equal(2.0615528, pair.SumLength, 1e-6);
        Assert.Equal(2.4738634, pair.ProductWith(0), 1e-6); // both alike: that is what min-norm means
        Assert.Equal(2.4738634, pair.ProductWith(1), 1e-6);
    }
}
