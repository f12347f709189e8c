using MMPareto.Data;

namespace MMPareto.Training.Metrics;

/// <summary>What the scores of a model are.</summary>
internal static class MainMetrics
{
    /// <summary>In a word, as <see cref="Runs.MetricsRecord.MainMetric"/> of its scores.</summary>
    /// <param name="targets">What the model predicts.</param>
    public static string Of(IReadOnlyList<Target> targets) => targets.Select(target => target.Kind).Distinct().ToArray() switch
    {
        [TargetKind.Class] => "accuracy",
        [TargetKind.MultiLabel] => "mAP",
        [TargetKind.Number] => "R²",
        _ => "score",
    };
}
