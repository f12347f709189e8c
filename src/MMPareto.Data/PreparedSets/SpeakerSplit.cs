namespace MMPareto.Data.PreparedSets;

/// <summary>Parts in which no speaker is twice: 70 % of the speakers for training, 15 % each for validation and test.</summary>
internal static class SpeakerSplit
{
    private const double Share = 0.15;
    private const int Fewest = 3;

    /// <summary>The part of each speaker.</summary>
    /// <param name="speakers">All speakers, in any order, also repeatedly.</param>
    /// <param name="seed">Decides.</param>
    /// <exception cref="DataException">There are under three.</exception>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> speakers, long seed)
    {
        string[] shuffled = [.. speakers.Distinct().Order(StringComparer.Ordinal)];
        if (shuffled.Length < Fewest) throw new DataException($"clips must be of {Fewest} speakers or more to be split by speaker; got {shuffled.Length}.");
        new CounterRandom(seed, RandomStreams.Speakers).Shuffle<string>(shuffled);
        var held = Math.Max(1, (int)Math.Round(Share * shuffled.Length));
        return shuffled.Select((speaker, i) => (speaker, Split: i < held ? "test" : i < 2 * held ? "validation" : "train")).ToDictionary();
    }
}
