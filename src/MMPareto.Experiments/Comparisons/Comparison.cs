using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Compares methods over seeds: tunes, makes the runs that are missing, and sums up.</summary>
public static class Comparison
{
    /// <summary>Brings a comparison to its end, going on from what is there.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="launcher">Makes runs happen.</param>
    /// <param name="observer">Sees it go by.</param>
    /// <param name="stop">Stops before the next run, and asks running ones to stop.</param>
    /// <returns>The summary, also written with its tables; null when it was stopped.</returns>
    /// <exception cref="ConfigException">All that is wrong with the configurations.</exception>
    /// <exception cref="RunFolderException">The folder holds runs with other settings, or is in use.</exception>
    public static ComparisonRecord? Run(
        ComparisonPlan plan, IRunLauncher launcher, IComparisonObserver observer, CancellationToken stop = default)
    {
        using var folder = new ComparisonFolder(plan.Folder);
        var batch = new RunBatch(folder, launcher, observer, plan.Jobs);
        var tuning = plan.Methods.ToDictionary(method => method, method => ComparisonRuns.ForTuning(plan, method));
        if (plan.Tuned.Count > 0) batch.Finish([.. tuning.Values.SelectMany(points => points.Select(point => point.Run))], "tuning", stop);
        if (stop.IsCancellationRequested) return null;

        var tuned = plan.Methods.ToDictionary(method => method, method => Tuning.Choose(tuning[method], batch));
        var runs = plan.Methods.ToDictionary(
            method => method, method => ComparisonRuns.Of(plan, method, tuned[method]?.Chosen ?? []));
        batch.Finish([.. runs.Values.SelectMany(each => each)], "comparison", stop);
        if (stop.IsCancellationRequested) return null;

        var record = new ComparisonSummary(plan, batch).Of(runs, tuned);
        ComparisonFile.Write(folder.FullPath, record);
        foreach (var (name, text) in ComparisonTables.Files(record)) WriteText(Path.Join(folder.FullPath, name), text);
        return record;
    }

    private static void WriteText(string path, string text)
    {
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
