using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>What ended a run before its last epoch.</summary>
public enum StopReason
{
    /// <summary>The time allowed was used up.</summary>
    [JsonStringEnumMemberName("time_limit")]
    TimeLimit,

    /// <summary>Validation had not improved for as many epochs as were allowed.</summary>
    [JsonStringEnumMemberName("early_stopping")]
    EarlyStopping,

    /// <summary>The user asked for it.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,
}
