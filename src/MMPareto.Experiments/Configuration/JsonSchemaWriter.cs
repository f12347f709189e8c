using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MMPareto.Experiments.Configuration;

/// <summary>Writes a schema as JSON Schema, draft 2020-12, so that editors complete and check configuration files.</summary>
public static class JsonSchemaWriter
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON Schema.</summary>
    /// <param name="schema">The keys.</param>
    public static string Write(ConfigSchema schema)
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = schema.Title,
        };
        foreach (var (name, value) in Section(schema, "")) root[name] = value?.DeepClone();
        foreach (var section in schema.Sections) root["properties"]![section] = Section(schema, section);
        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(ConfigSchema schema, string section)
    {
        var properties = new JsonObject();
        foreach (var key in schema.Keys.Where(k => k.Section == section)) properties[key.Name] = Property(key);
        return new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Property(ConfigKey key)
    {
        var description = new StringBuilder(key.Description);
        if (key.Condition is not null) description.Append($" Only when {key.Condition}.");
        var property = new JsonObject { ["description"] = description.ToString() };
        foreach (var (name, value) in Kind(key)) property[name] = value?.DeepClone();
        property["default"] = key.Default switch
        {
            int integer => integer,
            double number => number,
            bool flag => flag,
            IReadOnlyList<double> list => new JsonArray([.. list.Select(x => JsonValue.Create(x))]),
            var text => (string)text,
        };
        return property;
    }

    private static JsonObject Kind(ConfigKey key) => key.Kind switch
    {
        ConfigKind.WholeNumber => Number("integer", key.Range),
        ConfigKind.Number => Number("number", key.Range),
        ConfigKind.Boolean => new() { ["type"] = "boolean" },
        ConfigKind.Choice when key.TakesList => new()
        {
            ["anyOf"] = new JsonArray(Kind(key with { TakesList = false }), new JsonObject { ["type"] = "string", ["pattern"] = ListOf(key) }),
        },
        ConfigKind.Choice => new() { ["enum"] = new JsonArray([.. key.Choices.Select(c => JsonValue.Create(c))]) },
        ConfigKind.Text => new() { ["type"] = "string" },
        _ => new()
        {
            ["oneOf"] = new JsonArray(
                Number("number", key.Range),
                new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Number("number", key.Range) }),
        },
    };

    private static string ListOf(ConfigKey key)
    {
        var entry = $" *{ChoiceList.NamePattern} *= *({string.Join('|', key.Choices)}) *";
        return $"^{entry}(,{entry})*$";
    }

    private static JsonObject Number(string type, ConfigRange range)
    {
        var number = new JsonObject { ["type"] = type };
        if (double.IsFinite(range.Minimum))
            number[range.ExcludesMinimum ? "exclusiveMinimum" : "minimum"] = range.Minimum;
        if (double.IsFinite(range.Maximum))
            number[range.ExcludesMaximum ? "exclusiveMaximum" : "maximum"] = range.Maximum;
        return number;
    }
}
