using CsCheck;
using MMPareto.Data;

namespace MMPareto.Tests.Data;

public class StratifiedSampleTests
{
    private static readonly Gen<(int[] Labels, int Count, long Seed)> Cases =
        from labels in Gen.Int[0, 4].Array[1, 80]
        from count in Gen.Int[0, labels.Length]
        from seed in Gen.Long
        select (labels, count, seed);

    [Fact]
    public void Every_class_gets_its_share_to_within_one() => Cases.Sample(c =>
    {
        var chosen = Take(c.Labels, c.Count, c.Seed);
        return chosen.Length == c.Count && Enumerable.Range(0, 5).All(label =>
        {
            var share = c.Labels.Count(each => each == label) * (double)c.Count / c.Labels.Length;
            return Math.Abs(chosen.Count(i => c.Labels[i] == label) - share) < 1;
        });
    });

    [Fact]
    public void Candidates_are_taken_once_and_in_order() => Cases.Sample(c =>
    {
        var chosen = Take(c.Labels, c.Count, c.Seed);
        return chosen.SequenceEqual(chosen.Distinct().Order());
    });

    [Fact]
    public void The_seed_decides_which()
    {
        var labels = Enumerable.Range(0, 100).Select(i => i % 5).ToArray();
        Assert.Equal(Take(labels, 20, 1), Take(labels, 20, 1));
        Assert.NotEqual(Take(labels, 20, 1), Take(labels, 20, 2));
    }

    private static int[] Take(int[] labels, int count, long seed) =>
        StratifiedSample.Take([.. Enumerable.Range(0, labels.Length)], i => labels[i], count, seed);
}
