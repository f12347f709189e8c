namespace MMPareto.Reports.Sources;

/// <summary>Values in the text of a resolved configuration: sections, and below them indented <c>key: value</c>.</summary>
internal static class ConfigText
{
    /// <summary>The value of a key; null when it is not there.</summary>
    /// <param name="config">The text.</param>
    /// <param name="section">Its section; empty for keys outside sections.</param>
    /// <param name="key">The key.</param>
    public static string? Value(string config, string section, string key)
    {
        var current = "";
        foreach (var line in config.Split('\n').Select(line => line.TrimEnd()))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || line.TrimStart().StartsWith('#')) continue;
            var (name, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
            var isIndented = line[0] == ' ';
            if (!isIndented) current = value.Length == 0 ? name : "";
            if (name == key && value.Length > 0 && (isIndented ? current : "") == section) return value.Trim('"');
        }
        return null;
    }
}
