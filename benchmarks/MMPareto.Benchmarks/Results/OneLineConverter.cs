using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MMPareto.Benchmarks.Results;

/// <summary>Writes a list of numbers as one line with seven digits each, so that files can be read by people too.</summary>
internal sealed class OneLineConverter : JsonConverter<IReadOnlyList<double>>
{
    public override IReadOnlyList<double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<double> values = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.Number) values.Add(reader.GetDouble());
        return reader.TokenType == JsonTokenType.EndArray ? values : throw new JsonException("The value is not a list of numbers.");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(", ", value.Select(number => number.ToString("G7", CultureInfo.InvariantCulture)))}]");
}
