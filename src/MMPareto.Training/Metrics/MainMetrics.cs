using MMPareto.Data;
using MMPareto.Runs;

namespace MMPareto.Training.Metrics;

/// <summary>What the scores of a model are.</summary>
internal static class MainMetrics
{
    /// <summary>In a word, as <see cref="MetricsRecord.MainMetric"/> of its scores.</summary>
    /// <param name="targets">What the model predicts.</param>
    public static string Of(IReadOnlyList<Target> targets) => targets.Select(target => target.Kind).Distinct().ToArray() switch
    {
        [TargetKind.Class] => MetricNames.Accuracy,
        [TargetKind.MultiLabel] => MetricNames.AveragePrecision,
        [TargetKind.Number] => MetricNames.RSquared,
        _ => MetricNames.Score,
    };
}
