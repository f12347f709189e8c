using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MMPareto.Experiments;
using MMPareto.Runs;

namespace MMPareto.Cli.Commands;

/// <summary>What <c>--json</c> prints: keys as in the files of a run folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EvaluationRecord))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<CatalogEntry>>))]
[JsonSerializable(typeof(IReadOnlyList<CatalogEntry>))]
internal sealed partial class CliJson : JsonSerializerContext
{
    public static CliJson Indented => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // no browser reads it as HTML
        WriteIndented = true,
        NewLine = "\n",
    });
}
