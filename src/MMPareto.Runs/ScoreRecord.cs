using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>How one output did on a whole set of samples.</summary>
public sealed record ScoreRecord : MetricsRecord
{
    /// <summary>Mean loss: cross-entropy in nats, or squared error in units of the variance, without weights; left out of the file when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyOrder(1)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? Loss { get; init; }
}
