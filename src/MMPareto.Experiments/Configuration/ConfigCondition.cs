namespace MMPareto.Experiments.Configuration;

/// <summary>When a key means something: only if another key has one of some values.</summary>
/// <param name="Path">The other key, a choice.</param>
/// <param name="Values">Its values for which the condition holds.</param>
public sealed record ConfigCondition(string Path, IReadOnlyList<string> Values)
{
    /// <summary>Whether the condition holds.</summary>
    /// <param name="value">The value of the other key; where it lists choices one by one, one that fits is enough,
    /// and what it does not name is <c>auto</c>.</param>
    public bool Holds(string value) =>
        Values.Contains(value) || ChoiceList.Entries(value).Any(entry => Values.Contains(entry.Choice)) || (ChoiceList.IsList(value) && Values.Contains("auto"));

    /// <summary>The condition in words: <c>data.dataset is playground</c>.</summary>
    public override string ToString() => $"{Path} is {string.Join(" or ", Values)}";
}
