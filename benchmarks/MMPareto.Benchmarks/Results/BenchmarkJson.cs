using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MMPareto.Benchmarks.Results;

/// <summary>How records become JSON, as in run folders: snake_case keys in the order of the properties.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(QuestionRecord))]
internal sealed partial class BenchmarkJson : JsonSerializerContext
{
    /// <summary>One object a file, to be read by people too.</summary>
    public static BenchmarkJson Files => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });
}
