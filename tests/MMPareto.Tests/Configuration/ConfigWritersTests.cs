using System.Runtime.CompilerServices;
using System.Text.Json;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Tests.Configuration;

public class ConfigWritersTests
{
    private static readonly ConfigSchema Small = new("Small",
    [
        ConfigKey.Text("experiment", "a \"b\" \\", "Name."),
        ConfigKey.Choice("m.kind", ["x", "y"], "Kind | sort."),
        ConfigKey.WholeNumber("m.size", 2, "Size.") with { Range = ConfigRange.AtLeast(1) },
        ConfigKey.Number("m.rate", 1e-8, "Rate.").When("m.kind", "y") with { Range = new() { Minimum = 0, ExcludesMinimum = true } },
        ConfigKey.Numbers("n.list", [0, 0.5], "List.") with { Range = new() { Minimum = 0, Maximum = 1, ExcludesMaximum = true } },
        ConfigKey.Boolean("n.flag", true, "Flag."),
    ]);

    [Fact]
    public void A_configuration_is_written_with_the_keys_that_apply_and_their_meaning() => Assert.Equal("""
        # Small: every setting, defaults included.
        # Name.
        experiment: "a \"b\" \\"

        m:
          # Kind | sort.
          kind: x
          # Size.
          size: 2

        n:
          # List.
          list: [0, 0.5]
          # Flag.
          flag: true

        """, ConfigWriter.Write(ConfigReader.Read("", "s", Small, [])));

    [Fact]
    public void A_schema_is_written_as_a_JSON_Schema() => Assert.Equal("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Small",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "experiment": {
              "description": "Name.",
              "type": "string",
              "default": "a \"b\" \\"
            },
            "m": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "kind": {
                  "description": "Kind | sort.",
                  "enum": [
                    "x",
                    "y"
                  ],
                  "default": "x"
                },
                "size": {
                  "description": "Size.",
                  "type": "integer",
                  "minimum": 1,
                  "default": 2
                },
                "rate": {
                  "description": "Rate. Only when m.kind is y.",
                  "type": "number",
                  "exclusiveMinimum": 0,
                  "default": 1E-08
                }
              }
            },
            "n": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "list": {
                  "description": "List.",
                  "oneOf": [
                    {
                      "type": "number",
                      "minimum": 0,
                      "exclusiveMaximum": 1
                    },
                    {
                      "type": "array",
                      "minItems": 1,
                      "items": {
                        "type": "number",
                        "minimum": 0,
                        "exclusiveMaximum": 1
                      }
                    }
                  ],
                  "default": [
                    0,
                    0.5
                  ]
                },
                "flag": {
                  "description": "Flag.",
                  "type": "boolean",
                  "default": true
                }
              }
            }
          }
        }

        """, JsonSchemaWriter.Write(Small));

    [Fact]
    public void A_schema_is_written_as_a_table() => Assert.Equal("""
        | Key | Default | Values | Meaning |
        |---|---|---|---|
        | `experiment` | `"a \"b\" \\"` | one line of text | Name. |
        | `m.kind` | `x` | one of x, y | Kind \| sort. |
        | `m.size` | `2` | an integer of at least 1 | Size. |
        | `m.rate` | `1E-08` | a number above 0 | Rate. Only when m.kind is y. |
        | `n.list` | `[0, 0.5]` | a number from 0 to below 1, or a list of such numbers | List. |
        | `n.flag` | `true` | true or false | Flag. |

        """, MarkdownTableWriter.Write(Small));

    [Fact]
    public void The_schema_of_experiments_holds_every_key()
    {
        using var json = JsonDocument.Parse(JsonSchemaWriter.Write(ExperimentSchema.Schema));
        foreach (var key in ExperimentSchema.Schema.Keys)
        {
            var properties = json.RootElement.GetProperty("properties");
            if (key.Section.Length > 0) properties = properties.GetProperty(key.Section).GetProperty("properties");
            Assert.True(properties.TryGetProperty(key.Name, out _), key.Path);
        }
    }

    [Fact]
    public void The_documented_table_and_example_are_those_of_the_code()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "configuration.md"));

        var start = page.IndexOf("| Key |", StringComparison.Ordinal);
        Assert.Equal(MarkdownTableWriter.Write(ExperimentSchema.Schema), page[start..]);

        var example = page.Split("```yaml\n")[1].Split("```")[0];
        var values = ConfigReader.Read(example, "cg-mnist.yaml", ExperimentSchema.Schema, []);
        Assert.Equal("cg-mnist", values.GetText("experiment"));
    }

    private static string Repository([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
