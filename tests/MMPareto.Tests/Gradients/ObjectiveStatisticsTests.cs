using MMPareto.Gradients;

namespace MMPareto.Tests.Gradients;

public class ObjectiveStatisticsTests
{
    private static readonly double[] Three = [1, -0.5, 0.25, -0.5, 4, 0, 0.25, 0, 9];

    [Fact]
    public void Entries_lengths_and_the_lowest_pair_are_read_off_the_Gramian()
    {
        var statistics = new ObjectiveStatistics(Three, [1, 2, 3], step: 5);

        Assert.Equal(3, statistics.Count);
        Assert.Equal(-0.5, statistics[0, 1]);
        Assert.Equal(3, statistics.Norm(2));
        Assert.True(statistics.HasConflict);
        Assert.Equal(-0.5, statistics.LowestInnerProduct);
        Assert.Equal(-0.25, statistics.LowestCosine);
        Assert.Equal(14 - 1 + 0.5, statistics.SquaredLength([1, 1, 1]));
        Assert.Equal([1, 2, 3], statistics.Losses.ToArray());
        Assert.Equal(5, statistics.Step);
    }

    [Fact]
    public void Zero_rows_have_no_cosine()
    {
        Assert.True(double.IsNaN(new ObjectiveStatistics([0, 0, 0, 1]).LowestCosine));
        Assert.True(double.IsNaN(new ObjectiveStatistics([1]).LowestCosine));
        Assert.False(new ObjectiveStatistics([1]).HasConflict);
        Assert.False(new ObjectiveStatistics([0, 0, 0, 1]).HasConflict);
    }

    [Fact]
    public void Rounding_gives_no_cosine_beyond_one_and_no_negative_length()
    {
        Assert.Equal(-1, new ObjectiveStatistics([1, -1.0000001, -1.0000001, 1]).LowestCosine);
        Assert.Equal(1, new ObjectiveStatistics([1, 1.0000001, 1.0000001, 1]).LowestCosine);
        Assert.Equal(0, new ObjectiveStatistics([1, -1.0000001, -1.0000001, 1]).SquaredLength([1, 1]));
    }

    [Fact]
    public void A_generator_depends_on_seed_step_and_group_only()
    {
        static int Draw(long step, long seed, string group = "") =>
            new ObjectiveStatistics([1], [step], step, seed, group).CreateGenerator().Next();

        Assert.Equal(Draw(3, 4, "gray"), new ObjectiveStatistics([7], [], 3, 4, "gray").CreateGenerator().Next());
        Assert.Equal(100, Enumerable.Range(0, 100).Select(i => Draw(i % 10, i / 10)).Distinct().Count());
        Assert.Equal(100, Enumerable.Range(0, 100).Select(i => Draw(3, i % 10, $"encoder{i / 10}")).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_Gramian_is_square(int entries)
    {
        var e = Assert.Throws<ArgumentException>(() => new ObjectiveStatistics(new double[entries]).Count);
        Assert.Equal($"gramian must have m·m entries, m ≥ 1; got {entries}. (Parameter 'gramian')", e.Message);
    }
}
