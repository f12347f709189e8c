using System.Text.Json;
using MMPareto.Gradients;
using MMPareto.Runs;

namespace MMPareto.Training.Logging;

/// <summary>A step's gradient statistics as a line of <c>gradients.jsonl</c>.</summary>
internal static class StepRecords
{
    public static StepRecord Of(long step, int epoch, IReadOnlyList<GroupStatistics> groups)
    {
        var encoders = new OrderedDictionary<string, EncoderStepRecord>();
        foreach (var group in groups) encoders.Add(group.Name, Of(group));
        return new StepRecord { Step = step, Epoch = epoch, Encoders = encoders };
    }

    private static EncoderStepRecord Of(GroupStatistics group) => new()
    {
        Cosine = group.Cosine,
        Norms = group.Norms,
        Weights = group.Weights,
        Conflict = group.Conflict,
        SumLength = group.SumLength,
        Length = group.Length,
        Reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(group.Reason.ToString()),
    };
}
