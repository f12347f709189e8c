using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Maps;

/// <summary>Makes a plan of a map, or says everything that is wrong with it.</summary>
public static class MapPlanner
{
    private const int MostDials = 2;
    private const int MostCells = 400;

    /// <summary>Makes the plan.</summary>
    /// <param name="request">The comparison that is made at every place. Without methods: those that tell direction from length.</param>
    /// <param name="over">The dials, each <c>key=value,value,...</c>; one or two.</param>
    /// <exception cref="ConfigException">All that is wrong with it.</exception>
    public static MapPlan Plan(ComparisonRequest request, IReadOnlyList<string> over)
    {
        var problems = new List<ConfigProblem>();
        var dials = SettingGrid.ReadDials(over, problems);
        if (over.Count is 0 or > MostDials)
            problems.Add(new("--over", "the option", "given once or twice", over.Count == 0 ? "none" : $"{over.Count}"));
        Check(request, dials, problems);
        var methods = request.Methods ?? MapPairs.Methods;
        var pairs = request.Pairs ?? [.. MapPairs.Usual(methods).Select(pair => $"{pair.Method}:{pair.Against}")];
        var cells = new List<MapCell>();
        IReadOnlyList<string>[] places = problems.Count > 0 ? [[]] : [.. SettingGrid.Of(dials)];
        foreach (var settings in places)
        {
            try
            {
                var cell = request with { Methods = methods, Pairs = pairs, Settings = [.. request.Settings, .. settings] };
                cells.Add(new(settings, ComparisonPlanner.Plan(cell)));
            }
            catch (ConfigException e)
            {
                problems.AddRange(e.Problems.Select(problem => OfDial(problem, settings)));
            }
        }
        return problems.Count == 0 ? new(dials, cells) : throw new ConfigException([.. problems.Distinct()]);
    }

    private static void Check(ComparisonRequest request, IReadOnlyList<VariedKey> dials, List<ConfigProblem> problems)
    {
        string[] otherwise = [.. request.Settings.Concat(request.Tune).Select(setting => setting.Split('=')[0].Trim())];
        foreach (var dial in dials.Where(dial => otherwise.Contains(dial.Key)))
            problems.Add(new($"--over {dial.Key}", dial.Key, "a setting that nothing else gives", "it in --set, --tune or an option of its own"));
        var count = dials.Aggregate(1L, (product, dial) => product * dial.Values.Count);
        if (count > MostCells) problems.Add(new("--over", "the places", $"at most {MostCells}", $"{count}"));
    }

    /// <summary>A problem of a dial is told where the dial was given.</summary>
    private static ConfigProblem OfDial(ConfigProblem problem, IReadOnlyList<string> settings) =>
        settings.Any(setting => problem.Source == $"--set {setting.Split('=')[0]}")
            ? problem with { Source = problem.Source.Replace("--set ", "--over ", StringComparison.Ordinal) } : problem;
}
