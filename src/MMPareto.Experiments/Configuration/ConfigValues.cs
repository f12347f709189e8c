namespace MMPareto.Experiments.Configuration;

/// <summary>A valid configuration: a value for every key of a schema. Immutable.</summary>
/// <remarks>Two are equal when all values are, whoever set them.</remarks>
public sealed class ConfigValues : IEquatable<ConfigValues>
{
    private readonly IReadOnlyDictionary<string, ConfigSetting> _settings;

    internal ConfigValues(ConfigSchema schema, IReadOnlyDictionary<string, ConfigSetting> settings,
        IReadOnlyList<string> ignored) => (Schema, _settings, Ignored) = (schema, settings, ignored);

    /// <summary>The schema.</summary>
    public ConfigSchema Schema { get; }

    /// <summary>Keys that the file sets, but that an override has made meaningless, as <c>method.gamma</c> after
    /// <c>--set method.name=joint</c>. They have their defaults.</summary>
    public IReadOnlyList<string> Ignored { get; }

    internal IReadOnlyDictionary<string, ConfigSetting> Settings => _settings;

    /// <summary>A whole number.</summary>
    /// <param name="path">Section and name of the key.</param>
    /// <exception cref="ArgumentException">There is no such key, or it takes another kind of value.</exception>
    public int GetInteger(string path) => Get<int>(path);

    /// <summary>A number.</summary>
    /// <inheritdoc cref="GetInteger"/>
    public double GetNumber(string path) => Get<double>(path);

    /// <summary>true or false.</summary>
    /// <inheritdoc cref="GetInteger"/>
    public bool GetBoolean(string path) => Get<bool>(path);

    /// <summary>A text or a choice.</summary>
    /// <inheritdoc cref="GetInteger"/>
    public string GetText(string path) => Get<string>(path);

    /// <summary>A list of numbers, one at least.</summary>
    /// <inheritdoc cref="GetInteger"/>
    public IReadOnlyList<double> GetNumbers(string path) => Get<IReadOnlyList<double>>(path);

    /// <summary>Whether the user has set a key, be it to its default.</summary>
    /// <param name="path">Section and name of the key.</param>
    public bool IsSet(string path) => Source(path) is not null;

    /// <summary>Where the user has set a key, for messages: <c>cg-mnist.yaml:12</c> or <c>--set training.epochs</c>;
    /// null when it has its default.</summary>
    /// <param name="path">Section and name of the key.</param>
    public string? Source(string path) => _settings.TryGetValue(Schema[path].Path, out var setting) ? setting.Source : null;

    /// <summary>Whether a key means something, given the values of the others.</summary>
    /// <param name="path">Section and name of the key.</param>
    public bool Applies(string path) =>
        Schema[path].Condition is not { } condition || condition.Holds(GetText(condition.Path));

    /// <inheritdoc/>
    public bool Equals(ConfigValues? other) => other is not null && Schema == other.Schema
        && Schema.Keys.All(k => ConfigText.Of(Value(k)) == ConfigText.Of(other.Value(k)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConfigValues);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var key in Schema.Keys) hash.Add(ConfigText.Of(Value(key)), StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    internal object Value(ConfigKey key) => _settings.TryGetValue(key.Path, out var setting) ? setting.Value : key.Default;

    private T Get<T>(string path) => Value(Schema[path]) is T value ? value : throw new ArgumentException(
        $"path must be a key of the type asked for; got '{path}', which takes {Schema[path].Expected}.", nameof(path));
}
