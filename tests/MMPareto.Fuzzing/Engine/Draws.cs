using MMPareto.Data;

namespace MMPareto.Fuzzing.Engine;

/// <summary>The random choices of one case: the same for the same seed and number.</summary>
/// <param name="seed">The seed of all cases.</param>
/// <param name="number">The number of the case.</param>
internal sealed class Draws(long seed, long number)
{
    private CounterRandom _random = new(seed, number);

    /// <summary>From 0, below a limit.</summary>
    public int Below(int limit) => _random.NextInt(Math.Max(1, limit));

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A small number more often than a large one: 1, 2, 4, … up to a limit, and what lies between.</summary>
    public int Small(int limit) => 1 + Below(Math.Min(Math.Max(1, limit), 1 << Below(12)));
}
