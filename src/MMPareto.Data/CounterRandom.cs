namespace MMPareto.Data;

/// <summary>A small random generator that starts anywhere at no cost.</summary>
/// <remarks>
/// SplitMix64: the i-th number is a mix of key + i·γ, and the key is a mix of the seed and the stream. A
/// sample's numbers can thus be drawn from (seed, purpose, index) alone, in any order and on any thread. It
/// is a value: a copy goes on from the same place. Two generators are equal when they will give the same
/// numbers.
/// </remarks>
public record struct CounterRandom
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;
    private ulong _state;

    /// <summary>A generator for one seed and one stream.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">What the numbers are for, such as (purpose, index); order matters.</param>
    public CounterRandom(long seed, params ReadOnlySpan<long> stream)
    {
        _state = Mix((ulong)seed + Gamma);
        foreach (var part in stream) _state = Mix((_state ^ (ulong)part) + Gamma);
    }

    /// <summary>64 random bits.</summary>
    /// <returns>Any number.</returns>
    public ulong NextUInt64() => Mix(_state += Gamma);

    /// <summary>A whole number, each equally likely (no modulo bias).</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    /// <returns>From 0 to the maximum less one.</returns>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        var range = (ulong)exclusiveMaximum;
        var reject = (0 - range) % range; // 2^64 mod range
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), range, out var low);
            if (low >= reject) return (int)high;
        }
    }

    /// <summary>A number from 0 (included) to 1 (excluded), in steps of 2⁻⁵³.</summary>
    /// <returns>Uniformly distributed.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A normally distributed number, mean 0, variance 1 (Box and Muller).</summary>
    /// <returns>Never infinite; takes two draws.</returns>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(Math.Tau * NextDouble());
    }

    /// <summary>Puts items into random order, each order equally likely (Fisher and Yates).</summary>
    /// <typeparam name="T">Of any type.</typeparam>
    /// <param name="items">Reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
