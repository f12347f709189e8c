using System.Globalization;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Makes a plan of a request, or says everything that is wrong with it.</summary>
public static class ComparisonPlanner
{
    private const string Method = "method.name";

    private static readonly Dictionary<string, string> GivenOtherwise = new()
    {
        [Method] = "given by --methods",
        ["training.seed"] = "given by --seeds and --first-seed",
        [MethodKeys.GradientAt.Path] = $"given by --methods, as {MethodVariant.Examples}",
        [MethodKeys.Refresh.Path] = $"given by --methods, as {MethodVariant.Examples}",
    };

    /// <summary>What makes a method another one, with a name of its own.</summary>
    private static readonly ConfigKey[] OfVariants = [MethodKeys.GradientAt, MethodKeys.Refresh];

    /// <summary>Makes the plan.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="ConfigException">All that is wrong with it, or no method can train the model.</exception>
    public static ComparisonPlan Plan(ComparisonRequest request)
    {
        var problems = new List<ConfigProblem>();
        CheckSeeds(request, problems);
        var tuned = SettingGrid.ReadTuned(request.Tune, problems);
        foreach (var key in tuned.Where(key => OfVariants.Any(own => own.Path == key.Key)))
            problems.Add(new($"--tune {key.Key}", key.Key, GivenOtherwise[key.Key], "it as a setting to tune"));
        string[] ofMethods = [.. request.Settings.Where(setting => ConditionOf(setting) is not null)];
        var common = Collect(() => ReadCommon(request, ofMethods, problems), problems);
        var methods = request.Methods ?? (common is null ? [] : ComparedMethods.For(common));
        CheckMethods(request, methods, problems);
        var baseline = request.Baseline ?? ComparedMethods.Baseline(methods);
        var pairs = request.Pairs is { } named ? MethodPair.Read(named, methods, problems) : MethodPair.Usual(methods, baseline);
        if (common is null || problems.Count > 0) throw new ConfigException(problems);

        CheckHasMethod(ofMethods, methods, problems);
        MethodPlan[] plans = [.. methods.Select(name => PlanMethod(name, common, ofMethods, tuned, request, problems))];
        CheckTuned(tuned, plans, problems);
        if (problems.Count > 0) throw new ConfigException([.. problems.Distinct()]);
        RequireOne([.. plans.Select(plan => (plan.Name, plan.Refused))]);
        return new ComparisonPlan
        {
            Experiment = common.GetText("experiment"),
            Dataset = common.GetText("data.dataset"),
            Baseline = baseline,
            Pairs = pairs,
            Methods = plans,
            Seeds = [.. Enumerable.Range(request.FirstSeed, request.SeedCount).Select(seed => (long)seed)],
            Epochs = common.GetInteger("training.epochs"),
            Threads = common.GetInteger("training.threads"),
            Tuned = tuned,
            TuneEpochs = request.TuneEpochs ?? common.GetInteger("training.epochs"),
            TuningSeed = request.TuningSeed,
            Confidence = request.Confidence,
        };
    }

    /// <summary>Refuses a comparison without any method that can train.</summary>
    /// <param name="methods">Each method with the reason against it, or null.</param>
    /// <exception cref="ConfigException">There is a reason against each.</exception>
    internal static void RequireOne(IReadOnlyList<(string Name, string? Refused)> methods)
    {
        if (methods.All(method => method.Refused is not null))
            throw new ConfigException([.. methods.Select(
                method => new ConfigProblem("--methods", "each name", "a method that can train this model", $"{method.Name}: {method.Refused!.TrimEnd('.')}"))]);
    }

    private static ConfigValues ReadCommon(ComparisonRequest request, string[] ofMethods, List<ConfigProblem> problems)
    {
        foreach (var key in request.Settings.Select(PathOf).Where(GivenOtherwise.ContainsKey))
            problems.Add(new($"--set {key}", key, GivenOtherwise[key], "it as a setting"));
        var config = ManifestSettings.ResolveColumns(ExperimentSource.Read(
            request.What, [.. request.Settings.Where(setting => !ofMethods.Contains(setting) && !GivenOtherwise.ContainsKey(PathOf(setting)))]));
        foreach (var key in OfVariants.Where(key => config.IsSet(key.Path) && ConfigText.Of(config.Value(key)) != ConfigText.Of(key.Default)))
            problems.Add(new(config.Source(key.Path)!, key.Path, GivenOtherwise[key.Path], "it in the configuration that all methods start from"));
        // What a machine decides is decided once, so that runs made elsewhere or later cannot differ in it.
        var threads = config.GetInteger("training.threads") > 0 ? config.GetInteger("training.threads") : request.Threads;
        return ConfigReader.Override(config,
            [string.Create(CultureInfo.InvariantCulture, $"training.threads={threads}"), $"training.precision={ComputeSettings.PrecisionName(config)}"]);
    }

    private static MethodPlan PlanMethod(
        string name, ConfigValues common, string[] ofMethods, IReadOnlyList<VariedKey> tuned, ComparisonRequest request,
        List<ConfigProblem> problems)
    {
        var variant = MethodVariant.Find(name)!;
        var settings = ofMethods.Where(setting => ConditionOf(setting)!.Holds(variant.Method)).ToArray();
        ConfigValues config;
        try
        {
            config = ConfigReader.Override(common, [$"{Method}={variant.Method}", .. settings, .. variant.Settings]);
        }
        catch (ConfigException e)
        {
            string[] given = [.. settings.Select(setting => $"--set {PathOf(setting)}")];
            var own = e.Problems.Where(problem => given.Contains(problem.Source)).ToArray();
            problems.AddRange(own);
            return new MethodPlan { Name = name, Refused = string.Join(' ', e.Problems) };
        }
        var keys = tuned.Where(key => config.Applies(key.Key)).ToArray();
        var epochs = request.TuneEpochs ?? config.GetInteger("training.epochs");
        var candidates = keys.Length == 0 ? [] : SettingGrid.Of(keys).Select(
            grid => PlanCandidate(grid, config, request.TuningSeed, epochs, problems));
        return new MethodPlan { Name = name, Config = config, Candidates = [.. candidates.OfType<TuningCandidate>()] };
    }

    private static TuningCandidate? PlanCandidate(
        IReadOnlyList<string> settings, ConfigValues config, int seed, int epochs, List<ConfigProblem> problems)
    {
        try
        {
            return new TuningCandidate(settings, ConfigReader.Override(
                config, [.. settings, string.Create(CultureInfo.InvariantCulture, $"training.seed={seed}"),
                    string.Create(CultureInfo.InvariantCulture, $"training.epochs={epochs}")]));
        }
        catch (ConfigException e)
        {
            problems.AddRange(e.Problems.Select(
                problem => problem with { Source = problem.Source.Replace("--set ", "--tune ", StringComparison.Ordinal) }));
            return null;
        }
    }

    private static void CheckMethods(ComparisonRequest request, IReadOnlyList<string> methods, List<ConfigProblem> problems)
    {
        string[] known = [.. Catalog.Methods.Select(method => method.Name)];
        foreach (var name in methods.Where(name => MethodVariant.Find(name) is null).Distinct())
            problems.Add(new("--methods", "each name", MethodVariant.Expected(name, known), ConfigText.Quote(name), NearestName.Find(name, known)));
        foreach (var name in methods.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
            problems.Add(new("--methods", "each name", "given once", $"{ConfigText.Quote(name)} again"));
        if (request.Baseline is { } baseline && methods.Count > 0 && !methods.Contains(baseline))
            problems.Add(new("--baseline", "the name", $"one of the methods compared, {string.Join(", ", methods)}",
                ConfigText.Quote(baseline), NearestName.Find(baseline, methods)));
    }

    private static void CheckSeeds(ComparisonRequest request, List<ConfigProblem> problems)
    {
        if (request.Tune.Count == 0 || request.TuningSeed < request.FirstSeed
            || request.TuningSeed >= (long)request.FirstSeed + request.SeedCount) return;
        problems.Add(new("--first-seed", "the seeds", string.Create(
            CultureInfo.InvariantCulture, $"apart from {request.TuningSeed}, which is kept for the tuning"), "it among them"));
    }

    /// <summary>A setting that no method has would be lost without a word.</summary>
    private static void CheckHasMethod(string[] ofMethods, IReadOnlyList<string> methods, List<ConfigProblem> problems)
    {
        string[] entries = [.. methods.Select(name => MethodVariant.Find(name)!.Method)];
        foreach (var setting in ofMethods.Where(setting => !entries.Any(ConditionOf(setting)!.Holds)))
            problems.Add(new($"--set {PathOf(setting)}", PathOf(setting), "a setting of a method that is compared",
                $"one of {string.Join(", ", ConditionOf(setting)!.Values)} alone"));
    }

    private static void CheckTuned(IReadOnlyList<VariedKey> tuned, MethodPlan[] plans, List<ConfigProblem> problems)
    {
        foreach (var key in tuned.Where(key => plans.All(plan => plan.Config?.Applies(key.Key) == false)))
            problems.Add(new($"--tune {key.Key}", key.Key, "a setting that means something for a method that is compared",
                $"one that needs {ExperimentSchema.Schema[key.Key].Condition}"));
    }

    private static ConfigValues? Collect(Func<ConfigValues> read, List<ConfigProblem> problems)
    {
        try
        {
            return read();
        }
        catch (ConfigException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }

    private static string PathOf(string setting) => setting.Split('=')[0].Trim();

    /// <summary>The methods that have a setting; null when it is none of a method.</summary>
    private static ConfigCondition? ConditionOf(string setting) =>
        ExperimentSchema.Schema.TryFind(PathOf(setting), out var key) && key.Condition is { Path: Method } condition ? condition : null;
}
