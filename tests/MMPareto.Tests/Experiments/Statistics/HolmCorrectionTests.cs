using CsCheck;
using MMPareto.Experiments.Statistics;

namespace MMPareto.Tests.Experiments.Statistics;

public class HolmCorrectionTests
{
    /// <summary>By hand: 0.005 · 4, 0.01 · 3, 0.03 · 2, and 0.04 · 1, which may not be below the one before.</summary>
    [Fact]
    public void A_worked_case_comes_out_in_the_order_given() => Assert.Equal(
        [0.03, 0.06, null, 0.06, 0.02], HolmCorrection.Adjust([0.01, 0.04, null, 0.03, 0.005]).Select(p => p is { } known ? Math.Round(known, 12) : p));

    [Fact]
    public void Nothing_is_above_one() => Assert.Equal([1, 1, 1.0], HolmCorrection.Adjust([0.5, 0.9, 0.4]));

    [Fact]
    public void One_test_needs_no_correction() => Assert.Equal([0.04], HolmCorrection.Adjust([0.04]));

    [Fact]
    public void It_lies_between_p_and_that_of_Bonferroni_and_keeps_the_order() => Gens.PValues.Sample(
        given =>
        {
            var adjusted = HolmCorrection.Adjust(given);
            var count = given.Count(p => p is not null);
            for (var i = 0; i < given.Length; i++)
            {
                Assert.Equal(given[i] is null, adjusted[i] is null);
                if (given[i] is not { } p) continue;
                Assert.InRange(adjusted[i]!.Value, p, Math.Min(1, count * p) + 1e-15);
                for (var j = 0; j < given.Length; j++)
                    if (given[j] < p) Assert.True(adjusted[j] <= adjusted[i]);
            }
        }, iter: 2000, threads: 1);

    /// <summary>The step-down rule in its own words: reject from the smallest on while p ≤ level / (m − rank).</summary>
    [Fact]
    public void A_level_rejects_what_the_step_down_rule_rejects() => Gens.PValues.Sample(
        given =>
        {
            const double Level = 0.05;
            double[] ascending = [.. given.OfType<double>().Order()];
            var rejected = ascending.TakeWhile((p, rank) => p * (ascending.Length - rank) <= Level).Count();
            Assert.Equal(rejected, HolmCorrection.Adjust(given).Count(p => p <= Level));
        }, iter: 2000, threads: 1);
}
