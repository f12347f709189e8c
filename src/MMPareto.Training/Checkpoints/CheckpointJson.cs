using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MMPareto.Native.Weights;

namespace MMPareto.Training.Checkpoints;

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CheckpointManifest))]
[JsonSerializable(typeof(StateManifest))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    private const int LargestManifest = 1 << 20;

    /// <summary>Reads a manifest.</summary>
    /// <param name="file">The file.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="whenMissing">What it means when there is none, a sentence.</param>
    /// <exception cref="WeightsException">It is missing or no manifest.</exception>
    public static T Read<T>(string file, JsonTypeInfo<T> type, string whenMissing)
    {
        if (!File.Exists(file)) throw new WeightsException($"{file}: no such file. {whenMissing}");
        if (FileSize.Of(file) is 0 or > LargestManifest)
            throw new WeightsException($"{file}: must be a checkpoint's manifest; got a file of {FileSize.Of(file)} bytes, where there are from 1 to {LargestManifest}.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type) ?? throw new WeightsException($"{file}: must be a manifest; got null.");
        }
        catch (JsonException e)
        {
            throw new WeightsException($"{file}: must be a checkpoint's manifest; got: {JsonReason.Of(e)}");
        }
    }
}
