using System.Diagnostics.CodeAnalysis;

namespace MMPareto.Experiments.Configuration;

/// <summary>The table of all keys, in order, with the relations between them. Reading, writing and documenting a
/// configuration are all driven by it.</summary>
public sealed class ConfigSchema
{
    private readonly Dictionary<string, ConfigKey> _byPath;

    /// <summary>A schema.</summary>
    /// <param name="title">What it configures, for headings.</param>
    /// <param name="keys">The keys in order; those of a section stand together.</param>
    /// <param name="rules">Relations between keys.</param>
    /// <exception cref="ArgumentException">A key is there twice, has a default that it would refuse, or a condition
    /// on something else than an unconditional choice before it; or a section is split.</exception>
    public ConfigSchema(string title, IReadOnlyList<ConfigKey> keys, IReadOnlyList<ConfigRule>? rules = null)
    {
        (Title, Keys, Rules) = (title, keys, rules ?? []);
        _byPath = new(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            Require(key);
            _byPath.Add(key.Path, key);
        }
        Sections = [.. keys.Select(k => k.Section).Where(s => s.Length > 0).Distinct()];
    }

    /// <summary>What it configures.</summary>
    public string Title { get; }

    /// <summary>The keys in order.</summary>
    public IReadOnlyList<ConfigKey> Keys { get; }

    /// <summary>Names of the sections in order.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>Relations between keys.</summary>
    public IReadOnlyList<ConfigRule> Rules { get; }

    /// <summary>A key by its path.</summary>
    /// <param name="path">Section and name.</param>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public ConfigKey this[string path] => TryFind(path, out var key)
        ? key : throw new ArgumentException($"path must be a key of the schema; got '{path}'.", nameof(path));

    /// <summary>Looks for a key.</summary>
    /// <param name="path">Section and name.</param>
    /// <param name="key">The key.</param>
    public bool TryFind(string path, [NotNullWhen(true)] out ConfigKey? key) => _byPath.TryGetValue(path, out key);

    private void Require(ConfigKey key)
    {
        if (_byPath.ContainsKey(key.Path)) throw Broken(key, "stand in the schema once", "it again");
        if (_byPath.Count > 0 && _byPath.Values.Last().Section != key.Section
            && _byPath.Values.Any(k => k.Section == key.Section))
            throw Broken(key, "stand beside the other keys of its section", "another section between");
        if (!Accepts(key)) throw Broken(key, "have a default that it accepts", ConfigText.Of(key.Default));
        if (key.Condition is { } condition
            && !(TryFind(condition.Path, out var other) && other is { Kind: ConfigKind.Choice, Condition: null }
                && condition.Values.Count > 0 && condition.Values.All(other.Choices.Contains)))
            throw Broken(key, "depend on an unconditional choice before it", $"'{condition}'");
    }

    private static bool Accepts(ConfigKey key) => key.Default switch
    {
        int integer => key.Range.Contains(integer),
        double number => double.IsFinite(number) && key.Range.Contains(number),
        IReadOnlyList<double> list => list.Count > 0 && list.All(x => double.IsFinite(x) && key.Range.Contains(x)),
        _ => true,
    };

    private static ArgumentException Broken(ConfigKey key, string rule, string found) =>
        new($"{key.Path} must {rule}; got {found}.");
}
