using System.Text;

namespace MMPareto.Experiments.Configuration;

/// <summary>Writes a schema as a Markdown table, the one in <c>docs/configuration.md</c>.</summary>
public static class MarkdownTableWriter
{
    /// <summary>The table: key, default, what is accepted, what it means.</summary>
    /// <param name="schema">The keys.</param>
    public static string Write(ConfigSchema schema)
    {
        var table = new StringBuilder("| Key | Default | Values | Meaning |\n|---|---|---|---|\n");
        foreach (var key in schema.Keys)
            table.Append($"| `{key.Path}` | `{ConfigText.Of(key, key.Default)}` ")
                .Append($"| {Cell(key.Expected)} | {Cell(Meaning(key))} |\n");
        return table.ToString();
    }

    private static string Meaning(ConfigKey key) =>
        key.Condition is null ? key.Description : $"{key.Description} Only when {key.Condition}.";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
