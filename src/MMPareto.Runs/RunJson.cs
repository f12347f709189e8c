using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MMPareto.Runs.Comparisons;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Runs;

/// <summary>How records become JSON: snake_case keys in the order of the properties, whatever the culture.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(EpochRecord))]
[JsonSerializable(typeof(TimingRecord))]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(SummaryRecord))]
[JsonSerializable(typeof(EnvironmentRecord))]
[JsonSerializable(typeof(ComparisonRecord))]
[JsonSerializable(typeof(MapRecord))]
[JsonSerializable(typeof(DiagnosticsRecord))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>One object a line.</summary>
    public static RunJson Lines => field ??= new(Format(indented: false));

    /// <summary>One object a file, to be read by people too.</summary>
    public static RunJson Files => field ??= new(Format(indented: true));

    private static JsonSerializerOptions Format(bool indented) => new(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // no browser reads these files as HTML
        WriteIndented = indented,
        NewLine = "\n",
    };
}
