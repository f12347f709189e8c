using System.Text.Json.Serialization;

namespace MMPareto.Benchmarks.Results;

/// <summary>A number over the steps of a run.</summary>
internal sealed record SeriesRecord
{
    /// <summary>What it was measured on.</summary>
    public required string Subject { get; init; }

    /// <summary>What it is.</summary>
    public required string Name { get; init; }

    /// <summary>Steps after which it was read.</summary>
    [JsonConverter(typeof(OneLineConverter))]
    public required IReadOnlyList<double> Steps { get; init; }

    /// <summary>What was read.</summary>
    [JsonConverter(typeof(OneLineConverter))]
    public required IReadOnlyList<double> Values { get; init; }
}
