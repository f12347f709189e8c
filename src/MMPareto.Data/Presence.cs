namespace MMPareto.Data;

/// <summary>Which samples of a batch have which modality. Where all have all there is none of it, but null.</summary>
public sealed class Presence
{
    private readonly IReadOnlyDictionary<string, bool[]> _has;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="has">By name of modality, for each sample whether it has it; all of one length.</param>
    /// <exception cref="ArgumentException">There is no modality, or the lengths differ.</exception>
    public Presence(IReadOnlyDictionary<string, bool[]> has)
    {
        var lengths = has.Values.Select(samples => samples.Length).Distinct().ToArray();
        if (lengths.Length != 1)
            throw new ArgumentException($"has must hold modalities of one length; got lengths [{string.Join(", ", lengths)}].", nameof(has));
        (_has, Size) = (has, lengths[0]);
    }

    /// <summary>Number of samples, b.</summary>
    public int Size { get; }

    /// <summary>Whether a sample has a modality.</summary>
    /// <param name="modality">Its name.</param>
    /// <param name="row">The sample's place in the batch, from 0.</param>
    public bool Has(string modality, int row) => _has[modality][row];

    /// <summary>Number of samples that have a modality.</summary>
    /// <param name="modality">Its name.</param>
    public int CountOf(string modality) => _has[modality].Count(has => has);

    /// <summary>Places in the batch of the samples that have a modality, ascending; null when all have it.</summary>
    /// <param name="modality">Its name.</param>
    public long[]? RowsOf(string modality)
    {
        var has = _has[modality];
        return has.All(present => present) ? null : [.. Enumerable.Range(0, Size).Where(row => has[row]).Select(row => (long)row)];
    }

    /// <summary>That of some samples in a row.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    public Presence Part(int start, int count) =>
        new(_has.ToDictionary(pair => pair.Key, pair => pair.Value.AsSpan(start, count).ToArray()));
}
