using System.Text.Json;
using System.Text.Json.Serialization;

namespace MMPareto.Fuzzing.Results;

/// <summary>How the table becomes JSON, as in run folders: snake_case keys in the order of the properties.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(FuzzRecord))]
internal sealed partial class FuzzJson : JsonSerializerContext
{
    /// <summary>The table as the text of a file.</summary>
    public static string Text(FuzzRecord record) => JsonSerializer.Serialize(record, Default.FuzzRecord) + "\n";

    /// <summary>The table of a file.</summary>
    /// <param name="path">The file.</param>
    public static FuzzRecord Read(string path) => JsonSerializer.Deserialize(File.ReadAllText(path), Default.FuzzRecord)
        ?? throw new FuzzException($"{path} must be a table of fuzzing; got null.");
}
