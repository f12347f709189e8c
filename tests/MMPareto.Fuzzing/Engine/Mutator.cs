namespace MMPareto.Fuzzing.Engine;

/// <summary>Damages a content in one to some ways.</summary>
internal static class Mutator
{
    /// <summary>Longer ones are cut, so that ten thousand of them take minutes.</summary>
    public const int Longest = 1 << 19;

    private const int OftenLongest = 1 << 16;

    /// <summary>A damaged copy.</summary>
    /// <param name="draws">The choices of the case.</param>
    /// <param name="content">The content.</param>
    /// <param name="other">Another of the corpus, to take blocks of.</param>
    /// <param name="isText">Whether it is text.</param>
    public static byte[] Mutate(Draws draws, byte[] content, byte[] other, bool isText)
    {
        var mutant = content;
        for (var left = 1 + Math.Min(draws.Below(6), draws.Below(6)); left > 0; left--)
        {
            mutant = isText && !draws.OneIn(4) ? TextMutations.Apply(draws, mutant) : ByteMutations.Apply(draws, mutant, other);
            if (mutant.Length > OftenLongest && !draws.OneIn(4)) mutant = mutant[..OftenLongest];
            if (mutant.Length > Longest) mutant = mutant[..Longest];
        }
        return mutant;
    }
}
