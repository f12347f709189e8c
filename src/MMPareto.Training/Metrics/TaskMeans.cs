using MMPareto.Runs;

namespace MMPareto.Training.Metrics;

/// <summary>Means over the tasks: of each metric that all have, and where their kinds differ of what stands for each.</summary>
internal static class TaskMeans
{
    /// <param name="tasks">The metrics of each task.</param>
    /// <param name="record">What they are put in.</param>
    /// <typeparam name="T">Kind of record.</typeparam>
    public static T Of<T>(IReadOnlyList<T> tasks, T record) where T : MetricsRecord
    {
        double? Mean(Func<T, double?> metric) => tasks.All(task => metric(task) is not null) ? tasks.Average(metric) : null;
        var mean = (T)(record with
        {
            Accuracy = Mean(task => task.Accuracy),
            MacroF1 = Mean(task => task.MacroF1),
            AUROC = Mean(task => task.AUROC),
            AveragePrecision = Mean(task => task.AveragePrecision),
            RSquared = Mean(task => task.RSquared),
        });
        return tasks.Select(task => task.Metric).Distinct().Count() == 1 ? (T)(mean with { Metric = tasks[0].Metric })
            : (T)(mean with { Metric = MetricNames.Score, MeanScore = Mean(task => double.IsNaN(task.Main) ? null : task.Main) });
    }
}
