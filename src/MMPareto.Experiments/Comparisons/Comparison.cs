using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Experiments.Comparisons.Summaries;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Runs a comparison, or what is left of it, and sums it up.</summary>
public static class Comparison
{
    /// <summary>Tunes, trains and sums up. What is there already is not made again.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="path">The comparison's folder; made when missing.</param>
    /// <param name="launcher">Makes each run.</param>
    /// <param name="jobs">Runs at a time, at least 1.</param>
    /// <param name="observer">Sees it go by.</param>
    /// <param name="stop">Ends the runs that go on; what has finished is kept, and a later call goes on from there.</param>
    /// <exception cref="ConfigException">A finished run in the folder has other settings, or every method is refused.</exception>
    /// <exception cref="RunFolderException">Another process uses the folder, or something in it cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    public static ComparisonRecord Run(
        ComparisonPlan plan, string path, IRunLauncher launcher, int jobs, IComparisonObserver observer, CancellationToken stop = default)
    {
        using var folder = ComparisonFolder.Open(path);
        var refused = new Dictionary<string, string>();
        foreach (var method in plan.Methods)
            if (RefusalOf(method, folder) is { } reason) refused[method.Name] = reason;
        var pool = new RunPool(folder, launcher, jobs, observer);

        var tuning = Make(Tuner.Tasks(plan), folder, pool, refused, plan, stop);
        var tuned = plan.Methods.Where(method => !refused.ContainsKey(method.Name))
            .ToDictionary(method => method.Name, method => Tuner.Choose(plan, method, tuning));
        var tasks = plan.Methods.Where(method => tuned.TryGetValue(method.Name, out var record) && !IsLost(record))
            .ToDictionary(method => method.Name, method => Tasks(plan, method, tuned[method.Name]?.Chosen ?? []));
        RunTask[] bySeed = [.. plan.Seeds.SelectMany((_, place) => tasks.Values.Select(ofMethod => ofMethod[place]))];
        var outcomes = Make(bySeed, folder, pool, refused, plan, stop);

        ComparisonPlanner.RequireOne([.. plan.Methods.Select(method => (method.Name, refused.GetValueOrDefault(method.Name)))]);
        var results = plan.Methods.Select(method => new MethodResult(
            method.Name, refused.GetValueOrDefault(method.Name), tuned.GetValueOrDefault(method.Name),
            refused.ContainsKey(method.Name) ? [] : Runs(plan, tasks.GetValueOrDefault(method.Name), outcomes)));
        var record = ComparisonSummary.Build(plan, [.. results]);
        Write(record, folder);
        return record;
    }

    private static string? RefusalOf(MethodPlan method, ComparisonFolder folder) =>
        method.Config is null ? method.Refused : folder.FindRefusal(method.Name, method.Config);

    /// <summary>Makes runs once it is sure that none that is there differs; remembers the methods that refuse.</summary>
    private static IReadOnlyDictionary<RunTask, RunOutcome> Make(
        IReadOnlyList<RunTask> tasks, ComparisonFolder folder, RunPool pool, Dictionary<string, string> refused, ComparisonPlan plan,
        CancellationToken stop)
    {
        RunTask[] open = [.. tasks.Where(task => !refused.ContainsKey(task.Method))];
        if (folder.Conflicts(open) is { Count: > 0 } conflicts) throw new ConfigException(conflicts);
        folder.WritePlan(plan);
        var outcomes = open.Length == 0 ? new Dictionary<RunTask, RunOutcome>() : pool.Run(open, stop);
        foreach (var ofMethod in outcomes.GroupBy(pair => pair.Key.Method))
        {
            if (ofMethod.FirstOrDefault(pair => pair.Value.Refusal is not null).Value?.Refusal is not { } reason) continue;
            if (!ofMethod.Any(pair => pair.Key.IsTrial)) folder.KeepRefusal(ofMethod.Key, plan.Methods.First(method => method.Name == ofMethod.Key).Config!, reason);
            else if (!ofMethod.All(pair => pair.Value.Refusal is not null)) continue; // some settings do: the others are tried, and lose
            refused.TryAdd(ofMethod.Key, reason);
        }
        return outcomes;
    }

    private static bool IsLost(TuningRecord? tuning) => tuning is { Chosen.Count: 0 };

    private static RunTask[] Tasks(ComparisonPlan plan, MethodPlan method, IReadOnlyList<string> chosen) =>
        [.. plan.Seeds.Select(seed => new RunTask(
            method.Name, FormattableString.Invariant($"{method.Name}, seed {seed}"),
            FormattableString.Invariant($"runs/{method.Name}-s{seed}"), method.ConfigFor(seed, chosen)))];

    private static (long, RunOutcome)[] Runs(
        ComparisonPlan plan, RunTask[]? tasks, IReadOnlyDictionary<RunTask, RunOutcome> outcomes) =>
        [.. plan.Seeds.Select((seed, place) => (seed, tasks is null
            ? new RunOutcome(Failure: "every run of the tuning failed, so no settings could be chosen") : outcomes[tasks[place]]))];

    private static void Write(ComparisonRecord record, ComparisonFolder folder)
    {
        var tables = TableSet.Of(record);
        folder.Write("comparison.csv", CsvTable.Write(record));
        folder.Write("comparison.md", MarkdownTables.Write(tables));
        folder.Write("comparison.tex", LatexTables.Write(tables));
        ComparisonFile.Write(folder.Shown, record);
    }
}
