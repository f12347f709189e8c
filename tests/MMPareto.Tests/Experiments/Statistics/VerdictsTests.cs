using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Experiments.Statistics;

public class VerdictsTests
{
    private static readonly IntervalRecord Above = new(0.01, 0.03), Below = new(-0.03, -0.01), Around = new(-0.01, 0.03);

    private static readonly DifferenceRecord Clear = new()
    {
        Mean = 0.02,
        Count = 5,
        PairedInterval = Above,
        BootstrapInterval = Above,
        PValue = 0.01,
        HolmPValue = 0.04,
        EffectSize = 2,
        Verdict = "",
    };

    [Theory]
    [InlineData(2, "likely higher")]
    [InlineData(4, "likely higher")]
    [InlineData(5, "higher")]
    [InlineData(50, "higher")]
    public void Under_five_seeds_no_word_is_stronger_than_likely(int seeds, string expected) =>
        Assert.Equal(expected, Verdicts.Of(Clear with { Count = seeds }, 0.95));

    [Fact]
    public void A_loss_is_lower() => Assert.Equal(
        "lower", Verdicts.Of(Clear with { Mean = -0.02, PairedInterval = Below, BootstrapInterval = Below }, 0.95));

    [Fact]
    public void Without_predictions_the_t_interval_decides() =>
        Assert.Equal("higher", Verdicts.Of(Clear with { BootstrapInterval = null }, 0.95));

    [Fact]
    public void Whatever_speaks_against_it_makes_it_noise()
    {
        Assert.Equal("within noise", Verdicts.Of(Clear with { PairedInterval = Around }, 0.95));
        Assert.Equal("within noise", Verdicts.Of(Clear with { BootstrapInterval = Around }, 0.95));
        Assert.Equal("within noise", Verdicts.Of(Clear with { HolmPValue = 0.0501 }, 0.95));
        Assert.Equal("within noise", Verdicts.Of(Clear with { PairedInterval = new(0, 0.03) }, 0.95)); // it holds 0
    }

    [Fact]
    public void One_seed_or_no_spread_is_noise()
    {
        Assert.Equal("within noise", Verdicts.Of(Clear with { Count = 1, PairedInterval = null, PValue = null, HolmPValue = null }, 0.95));
        Assert.Equal("within noise", Verdicts.Of(Clear with { PairedInterval = new(0.02, 0.02), PValue = null, HolmPValue = null }, 0.95));
    }
}
