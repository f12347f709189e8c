using CsCheck;
using MMPareto.Data;

namespace MMPareto.Tests.Data;

public class CounterRandomTests
{
    [Fact]
    public void Without_a_stream_the_numbers_are_those_of_SplitMix64()
    {
        // The reference generator started at the key: mix(key + γ), mix(key + 2γ), with key = mix(seed + γ).
        // For seed 0 the key is SplitMix64's own first number, known to be E220A8397B1DCDAF.
        const ulong key = 0xE220_A839_7B1D_CDAF;
        var random = new CounterRandom(0);
        Assert.Equal(SplitMix64(key, 1), random.NextUInt64());
        Assert.Equal(SplitMix64(key, 2), random.NextUInt64());
    }

    [Fact]
    public void Pinned_numbers_never_change()
    {
        var random = new CounterRandom(7, 2, 9);
        Assert.Equal(18_129_495_959_421_520_280UL, random.NextUInt64());
        Assert.Equal(18_387_993_543_077_771_785UL, random.NextUInt64());
    }

    [Fact]
    public void Seed_and_every_part_of_the_stream_matter()
    {
        CounterRandom[] generators =
            [new(0), new(1), new(0, 0), new(0, 1), new(1, 0), new(1, 1), new(0, 0, 1), new(0, 1, 0), new(0, -1)];
        Assert.Equal(generators.Length, generators.Select(random => random.NextUInt64()).Distinct().Count());
    }

    [Fact]
    public void A_copy_goes_on_from_the_same_place()
    {
        var random = new CounterRandom(3);
        random.NextUInt64();
        var copy = random;
        Assert.Equal(random, copy);
        Assert.Equal(random.NextUInt64(), copy.NextUInt64());
    }

    [Fact]
    public void Whole_numbers_are_in_range() => Gen.Int[1, int.MaxValue].Select(Gen.Long).Sample((maximum, seed) =>
    {
        var number = new CounterRandom(seed).NextInt(maximum);
        return number >= 0 && number < maximum;
    });

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        var random = new CounterRandom(5);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++) counts[random.NextInt(6)]++;
        Assert.InRange(Statistics.ChiSquare(counts, 10_000), 0, 20.5); // 99.9 % of 5 degrees of freedom
    }

    [Fact]
    public void A_maximum_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(0).NextInt(0));

    [Fact]
    public void Doubles_fill_the_unit_interval_evenly()
    {
        var random = new CounterRandom(6);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - 1e-16));
        Assert.Equal(0.5, numbers.Average(), 0.004);
        Assert.Equal(1.0 / 12, Statistics.Variance(numbers), 0.002);
    }

    [Fact]
    public void Gaussians_have_the_moments_of_the_normal_distribution()
    {
        var random = new CounterRandom(8);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0, numbers.Average(), 0.015);
        Assert.Equal(1, Statistics.Variance(numbers), 0.02);
        Assert.Equal(0, numbers.Average(number => number * number * number), 0.05);
        Assert.Equal(3, numbers.Average(number => Math.Pow(number, 4)), 0.15);
        Assert.Equal(0.0455, numbers.Count(number => Math.Abs(number) > 2) / 100_000.0, 0.003);
    }

    [Fact]
    public void Shuffling_is_a_permutation() => Gen.Int[0, 200].Select(Gen.Long).Sample((count, seed) =>
    {
        var items = Enumerable.Range(0, count).ToArray();
        new CounterRandom(seed).Shuffle<int>(items);
        return items.Order().SequenceEqual(Enumerable.Range(0, count));
    });

    [Fact]
    public void All_orders_of_four_items_are_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        for (var seed = 0; seed < 24_000; seed++)
        {
            var items = "abcd".ToCharArray();
            new CounterRandom(seed).Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.InRange(Statistics.ChiSquare(counts.Values, 1000), 0, 49.7); // 99.9 % of 23 degrees of freedom
    }

    private static ulong SplitMix64(ulong state, ulong step)
    {
        unchecked
        {
            var z = state + (step * 0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
