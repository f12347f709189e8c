using CsCheck;
using MMPareto.Experiments.Statistics;

namespace MMPareto.Tests.Experiments.Statistics;

public class VerdictTests
{
    /// <summary>0.01 · 4, then 0.015 · 3 = 0.045, 0.03 · 2 = 0.06, and 0.04 · 1, which may not be less than the one before.</summary>
    [Fact]
    public void Holm_multiplies_by_the_questions_left_and_never_falls() =>
        Assert.Equal([0.06, 0.04, null, 0.06, 0.045],
            HolmCorrection.Adjust([0.03, 0.01, null, 0.04, 0.015]).Select(p => p is { } value ? Math.Round(value, 12) : (double?)null));

    [Fact]
    public void Holm_lies_between_the_value_itself_and_Bonferroni() => Gen.Double[0, 1].Array[1, 9].Sample(values =>
    {
        var adjusted = HolmCorrection.Adjust([.. values.Select(value => (double?)value)]);
        for (var i = 0; i < values.Length; i++)
            Assert.InRange(adjusted[i]!.Value, values[i], Math.Min(1, values.Length * values[i]) + 1e-12);
        Assert.Equal(Math.Min(1, values.Length * values.Min()), adjusted.Min()!.Value, 1e-12);
    }, iter: 1000, threads: 1);

    [Theory]
    [InlineData(0.02, 3, 0.01, 0.03, 0.005, 0.04, 0.01, "likely higher")]
    [InlineData(-0.02, 4, -0.03, -0.01, -0.04, -0.005, 0.01, "likely lower")]
    [InlineData(0.02, 5, 0.01, 0.03, 0.005, 0.04, 0.01, "higher")]
    [InlineData(-0.02, 9, -0.03, -0.01, -0.04, -0.005, 0.01, "lower")]
    [InlineData(0.02, 9, -0.01, 0.03, 0.005, 0.04, 0.01, "within noise")] // the t interval holds 0
    [InlineData(0.02, 9, 0.01, 0.03, 0, 0.04, 0.01, "within noise")] // the bootstrap interval does
    [InlineData(0.02, 9, 0.01, 0.03, 0.005, 0.04, 0.06, "within noise")] // one of many questions
    public void The_word_follows_from_intervals_p_value_and_seeds(
        double mean, int count, double low, double high, double bootstrapLow, double bootstrapHigh, double holm, string word) =>
        Assert.Equal(word, DifferenceVerdict.Of(new()
        {
            Mean = mean,
            Count = count,
            PairedInterval = new(low, high),
            BootstrapInterval = new(bootstrapLow, bootstrapHigh),
            HolmPValue = holm,
            Verdict = "",
        }, 0.95));

    [Fact]
    public void One_seed_says_nothing() => Assert.Equal(
        "within noise", DifferenceVerdict.Of(new() { Mean = 0.5, Count = 1, BootstrapInterval = new(0.4, 0.6), Verdict = "" }, 0.95));
}
