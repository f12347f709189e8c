using System.Text;

namespace MMPareto.Experiments.Configuration;

/// <summary>Writes a configuration fully resolved: every key that applies, with a comment that says what it is.</summary>
public static class ConfigWriter
{
    /// <summary>The configuration as YAML; equal configurations give equal texts, and reading one gives it back.</summary>
    /// <param name="values">The configuration.</param>
    public static string Write(ConfigValues values)
    {
        var yaml = new StringBuilder($"# {values.Schema.Title}: every setting, defaults included.\n");
        var section = "";
        foreach (var key in values.Schema.Keys.Where(k => values.Applies(k.Path)))
        {
            if (key.Section != section) yaml.Append($"\n{section = key.Section}:\n");
            var indent = section.Length == 0 ? "" : "  ";
            yaml.Append($"{indent}# {key.Description}\n");
            yaml.Append($"{indent}{key.Name}: {ConfigText.Of(key, values.Value(key))}\n");
        }
        return yaml.ToString();
    }
}
