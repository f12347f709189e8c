using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>Makes a comparison at every place of a grid of settings, or what is left of it, and sums it up.</summary>
public static class Map
{
    /// <summary>Compares at one place after the other. What is there already is not made again.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="path">The map's folder; made when missing.</param>
    /// <param name="launcher">Makes each run.</param>
    /// <param name="jobs">Runs at a time, at least 1.</param>
    /// <param name="observer">Sees it go by.</param>
    /// <param name="stop">Ends the runs that go on; what has finished is kept, and a later call goes on from there.</param>
    /// <exception cref="ConfigException">A finished run in the folder has other settings, or every method is refused.</exception>
    /// <exception cref="RunFolderException">Another process uses the folder, or something in it cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    public static MapRecord Run(
        MapPlan plan, string path, IRunLauncher launcher, int jobs, IMapObserver observer, CancellationToken stop = default)
    {
        using var folder = MapFolder.Open(path);
        folder.Write(MapFolder.PlanName, MapPlanText.Write(plan));
        var comparisons = new List<ComparisonRecord>();
        foreach (var cell in plan.Cells)
        {
            observer.CellStarted(cell, comparisons.Count + 1, plan.Cells.Count);
            comparisons.Add(Comparison.Run(cell.Comparison, folder.In(cell.Folder), launcher, jobs, observer, stop));
        }
        var map = MapSummary.Build(plan, comparisons);
        folder.Write("map.csv", MapCsv.Write(map));
        folder.Write("map.md", MarkdownTables.Write(MapTables.Of(map)));
        MapFile.Write(path, map);
        return map;
    }
}
