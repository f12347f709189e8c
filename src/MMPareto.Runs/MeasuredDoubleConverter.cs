using System.Text.Json;
using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>For numbers that are left out of a file when they were not measured: null in it is one that was measured and has no number in JSON, and is read as NaN.</summary>
public sealed class MeasuredDoubleConverter : JsonConverter<double?>
{
    private static readonly FiniteDoubleConverter Known = new();

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Known.Read(ref reader, typeof(double), options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) =>
        Known.Write(writer, value ?? double.NaN, options);
}
