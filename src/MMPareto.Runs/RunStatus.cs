using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All epochs that were asked for were run.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>The run ended before; see <see cref="StopReason"/>.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
