using System.Text.RegularExpressions;

namespace MMPareto.Experiments.Configuration;

/// <summary>Choices made one by one, as <c>photo=resnet18, voice=conv</c>; for what is not named, the default holds.</summary>
internal static partial class ChoiceList
{
    /// <summary>A name as models have them; it needs no quotes in YAML.</summary>
    public const string NamePattern = "[A-Za-z0-9_-]+";

    /// <summary>Whether a value names choices one by one.</summary>
    /// <param name="value">The value of a choice.</param>
    public static bool IsList(string value) => value.Contains('=', StringComparison.Ordinal);

    /// <summary>Names and their choices; none for a choice that holds for all.</summary>
    /// <param name="value">The value of a choice.</param>
    public static IReadOnlyList<(string Name, string Choice)> Entries(string value) =>
        !IsList(value) ? [] :
        [
            .. from entry in value.Split(',', StringSplitOptions.TrimEntries)
               let at = entry.LastIndexOf('=')
               select at < 0 ? ("", entry) : (entry[..at].Trim(), entry[(at + 1)..].Trim()),
        ];

    /// <summary>The value in the one way that it is written, or null when the key does not accept it.</summary>
    /// <param name="key">A choice.</param>
    /// <param name="value">What was given.</param>
    public static string? Parse(ConfigKey key, string value)
    {
        if (!key.TakesList || !IsList(value)) return key.Choices.FirstOrDefault(choice => choice == value);
        var entries = Entries(value);
        return entries.All(entry => Name().IsMatch(entry.Name) && key.Choices.Contains(entry.Choice))
            && entries.DistinctBy(entry => entry.Name).Count() == entries.Count
            ? string.Join(", ", entries.Select(entry => $"{entry.Name}={entry.Choice}")) : null;
    }

    [GeneratedRegex($"^{NamePattern}$")]
    private static partial Regex Name();
}
