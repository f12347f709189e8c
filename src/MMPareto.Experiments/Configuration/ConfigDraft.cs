using System.Globalization;

namespace MMPareto.Experiments.Configuration;

/// <summary>A configuration in the making: collects values and problems from file and overrides.</summary>
internal sealed class ConfigDraft
{
    private const int LongestPath = 100;

    private const int MostProblems = 100;

    private readonly ConfigSchema _schema;
    private readonly string _source;
    private readonly Dictionary<string, ConfigSetting> _settings = new(StringComparer.Ordinal);
    private readonly List<ConfigProblem> _problems = [];
    private readonly HashSet<string> _invalid = new(StringComparer.Ordinal);
    private readonly int _overrideLayer = 1;

    public ConfigDraft(ConfigSchema schema, string source) => (_schema, _source) = (schema, source);

    /// <summary>A draft that begins with the settings of a finished configuration.</summary>
    public ConfigDraft(ConfigSchema schema, string source, IReadOnlyDictionary<string, ConfigSetting> settings)
        : this(schema, source)
    {
        foreach (var (path, setting) in settings) _settings.Add(path, setting);
        _overrideLayer = 1 + settings.Values.Select(s => s.Layer).DefaultIfEmpty().Max();
    }

    /// <summary>Adds a file.</summary>
    public void Add(YamlNode? root)
    {
        if (root is null or YamlScalar { IsNull: true }) return;
        if (root is YamlMapping mapping) AddEntries("", mapping);
        else Report(At(root), "the file", "a mapping of sections", root.Found);
    }

    /// <summary>Adds overrides; each of them wins over the file and those before.</summary>
    public void Add(IEnumerable<string> overrides)
    {
        foreach (var text in overrides)
        {
            var (path, value) = (text.Split('=')[0].Trim(), text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (!text.Contains('=', StringComparison.Ordinal))
                Report("--set", ConfigText.Quote(text), "key=value, as training.epochs=5", "no '='");
            else if (_schema.TryFind(path, out var key))
                Set(key, OverrideNode(key, value.Trim()), $"--set {path}", _overrideLayer);
            else if (path.Length <= LongestPath && ConfigText.IsOneLine(path))
                ReportUnknown($"--set {path}", path);
            else
                Report("--set", ConfigText.Quote(path), "a setting, as training.epochs=5", "no such");
        }
    }

    /// <summary>Checks conditions and rules.</summary>
    /// <exception cref="ConfigException">There are problems.</exception>
    public ConfigValues Finish()
    {
        var ignored = CheckConditions();
        var values = new ConfigValues(_schema, _settings, ignored);
        foreach (var rule in _schema.Rules)
        {
            if (rule.Paths.Any(_invalid.Contains) || !rule.Paths.All(values.Applies)) continue;
            if (rule.Check(values) is not { } found) continue;
            var source = rule.Paths.Select(values.Source).FirstOrDefault(s => s is not null);
            Report(source ?? _source, rule.Paths[0], rule.Expected, found);
        }
        return _problems.Count == 0 ? values : throw new ConfigException(_problems);
    }

    private void AddEntries(string section, YamlMapping mapping)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (_problems.Count >= MostProblems) return;
            var path = section.Length == 0 ? "" : section + ".";
            if (key is not YamlScalar { Value: var name })
                Report(At(key), section.Length == 0 ? "the file" : section,
                    "a mapping of names to values", $"{key.Found} as a name");
            else if (!lines.TryAdd(name, key.Line))
                Report(At(key), Shown(path + name), "given once", string.Create(
                    CultureInfo.InvariantCulture, $"it again after line {lines[name]}"));
            else
                AddEntry(section, path + name, At(key), value);
        }
    }

    private void AddEntry(string section, string path, string source, YamlNode value)
    {
        if (_schema.TryFind(path, out var key))
        {
            if (key.Section == section) Set(key, value, source, layer: 0);
            else Report(source, path, $"written as '{key.Name}:' inside the section '{key.Section}:'", "it with a dot");
        }
        else if (section.Length > 0 || !_schema.Sections.Contains(path)) ReportUnknown(source, path);
        else if (value is YamlMapping mapping) AddEntries(path, mapping);
        else if (value is not YamlScalar { IsNull: true }) // an empty section sets nothing
            Report(source, path, "a section, a mapping of keys", value.Found);
    }

    private void Set(ConfigKey key, YamlNode node, string source, int layer)
    {
        if (ConfigParser.Parse(key, node) is { } value)
        {
            _settings[key.Path] = new(value, source, layer);
            return;
        }
        var nearest = key.Kind == ConfigKind.Choice && node is YamlScalar { IsNull: false } given
            ? NearestName.Find(given.Value, key.Choices) : null;
        Report(source, key.Path, ConfigParser.Expected(key, node), node.Found, nearest);
        _invalid.Add(key.Path);
    }

    /// <summary>Refuses or drops keys that mean nothing, given the choices.</summary>
    private List<string> CheckConditions()
    {
        var ignored = new List<string>();
        foreach (var key in _schema.Keys)
        {
            if (key.Condition is not { } condition || _invalid.Contains(condition.Path)) continue;
            if (!_settings.TryGetValue(key.Path, out var setting)) continue;
            var choice = _settings.GetValueOrDefault(condition.Path);
            var chosen = (string)(choice?.Value ?? _schema[condition.Path].Default);
            if (condition.Holds(chosen)) continue;
            // At its default it says nothing that is not so: old runs name keys that have been given a condition since.
            if ((choice is null || choice.Layer <= setting.Layer) && ConfigText.Of(setting.Value) != ConfigText.Of(key.Default))
                Report(setting.Source, key.Path, $"left out unless {condition}", $"it with {condition.Path} {chosen}");
            _settings.Remove(key.Path);
            ignored.Add(key.Path);
        }
        return ignored;
    }

    private void ReportUnknown(string source, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (section, name) = (dot < 0 ? "" : path[..dot], path[(dot + 1)..]);
        var expected = _schema.Sections.Contains(section) ? $"a key of the section {section}" : "a known section or key";
        Report(source, Shown(path), expected, "an unknown name", NearestName.FindPath(section, name, _schema));
    }

    private void Report(string source, string key, string expected, string found, string? nearest = null)
    {
        if (_problems.Count < MostProblems) _problems.Add(new(source, key, expected, found, nearest));
    }

    private string At(YamlNode node) => string.Create(CultureInfo.InvariantCulture, $"{_source}:{node.Line}");

    /// <summary>A name from the file as it can stand in a message: quoted only when it must be.</summary>
    private static string Shown(string path)
    {
        var quoted = ConfigText.Quote(path);
        return path.Length > 0 && quoted == $"'{path}'" ? path : quoted;
    }

    private static YamlNode OverrideNode(ConfigKey key, string value)
    {
        if (key.Kind != ConfigKind.NumberList)
            return new YamlScalar(0, value, IsPlain: key.Kind != ConfigKind.Text);
        var items = value.TrimStart('[').TrimEnd(']').Split(',');
        return new YamlList(0, [.. items.Select(i => new YamlScalar(0, i.Trim(), IsPlain: true))]);
    }
}
