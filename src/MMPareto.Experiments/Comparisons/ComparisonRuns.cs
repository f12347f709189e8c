using System.Globalization;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The runs of a comparison, each with its whole configuration.</summary>
public static class ComparisonRuns
{
    /// <summary>The runs of one method with the settings that tuning has chosen for it, one for each seed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="method">The method.</param>
    /// <param name="settings">Settings of this method alone, each <c>key=value</c>.</param>
    /// <exception cref="ConfigException">All that is wrong with the configuration of this method.</exception>
    public static IReadOnlyList<PlannedRun> Of(ComparisonPlan plan, string method, IReadOnlyList<string> settings) =>
        [.. plan.Seeds.Select(seed => new PlannedRun(
            string.Create(CultureInfo.InvariantCulture, $"runs/{method}-s{seed}"), method,
            ConfigReader.Override(plan.Config,
                [$"method.name={method}", string.Create(CultureInfo.InvariantCulture, $"training.seed={seed}"), .. settings])))];

    /// <summary>The tuning runs of one method, over the whole grid of the keys that it has.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="method">The method.</param>
    /// <returns>Settings and run of each point of the grid; none when there is nothing to tune.</returns>
    /// <exception cref="ConfigException">All that is wrong with the configuration of this method.</exception>
    public static IReadOnlyList<(IReadOnlyList<string> Settings, PlannedRun Run)> ForTuning(ComparisonPlan plan, string method)
    {
        TunedKey[] keys = [.. plan.Tuned.Where(key => plan.Config.Schema[key.Path].Condition is not { Path: "method.name" } condition
            || condition.Holds(method))];
        if (keys.Length == 0) return [];
        IEnumerable<string[]> grid = [[]];
        foreach (var key in keys) grid = [.. grid.SelectMany(point => key.Values.Select(value => (string[])[.. point, $"{key.Path}={value}"]))];
        var epochs = plan.TuningEpochs ?? plan.Config.GetInteger("training.epochs");
        return [.. grid.Select(point => ((IReadOnlyList<string>)point, new PlannedRun(
            $"tuning/{method}/{string.Join(',', point)}", method,
            ConfigReader.Override(plan.Config,
            [
                $"method.name={method}", string.Create(CultureInfo.InvariantCulture, $"training.seed={plan.TuningSeed}"),
                string.Create(CultureInfo.InvariantCulture, $"training.epochs={epochs}"), .. point,
            ]))))];
    }
}
