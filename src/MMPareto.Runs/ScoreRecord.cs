using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>How one output did on a whole set of samples.</summary>
public sealed record ScoreRecord
{
    /// <summary>Fraction of samples classified rightly, from 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean over the classes of the F1 score, from 0 to 1.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Mean cross-entropy in nats; left out of the file when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Loss { get; init; }
}
