namespace MMPareto.Fuzzing.Engine;

/// <summary>Contents to start from: healthy ones, and damaged ones that were refused by a message not seen before.</summary>
/// <remarks>Cases of even number start from healthy ones alone, so that their number and the seed make them again.</remarks>
/// <param name="healthy">The healthy ones.</param>
internal sealed class Corpus(IReadOnlyList<Seed> healthy)
{
    private const int MostKept = 400;
    private const int LongestKept = 1 << 16;
    private readonly List<Seed> _kept = [];
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);

    /// <summary>A seed to damage, and another to take blocks of.</summary>
    public (Seed Seed, byte[] Other) Pick(Draws draws, long number)
    {
        var kept = number % 2 == 1 && _kept.Count > 0 && !draws.OneIn(3);
        return (kept ? draws.Of(_kept) : draws.Of(healthy), draws.Of(healthy).Content);
    }

    /// <summary>Keeps a content whose message is new.</summary>
    /// <param name="seed">What was damaged.</param>
    /// <param name="content">What became of it.</param>
    /// <param name="message">The message, normalised.</param>
    public void Note(Seed seed, byte[] content, string message)
    {
        if (_messages.Add(message) && content.Length <= LongestKept && _kept.Count < MostKept) _kept.Add(seed with { Content = content });
    }
}
