using System.CommandLine;
using System.Globalization;
using MMPareto.Experiments;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Cli.Commands;

/// <summary>Options of <c>mmpareto compare</c>, and the plan that they make.</summary>
internal static class CompareOptions
{
    private const string DefaultBaseline = "uniform";

    private static readonly Option<string> Methods = Text("--methods", "A,B,C", "Methods to compare, with commas; default all that suit the data.");
    private static readonly Option<int> Seeds = Count("--seeds", "N", "Seeds of each method, default 3.", 3);
    private static readonly Option<int> FirstSeed = Number("--first-seed", "S", "The first seed, default 0.");
    private static readonly Option<int> Jobs = Count("--jobs", "J", "Runs at the same time, default 1.", 1);
    private static readonly Option<string> Baseline = Text(
        "--baseline", "M", $"The method that others are held against; default {DefaultBaseline}, or else the first.");
    private static readonly Option<string[]> Tune = new("--tune")
    {
        Description = "A setting to choose on validation for each method, as optimizer.learning_rate=0.03,0.1; may be repeated.",
        HelpName = "KEY=V,V",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<int> TuneEpochs = Count("--tune-epochs", "N", "Epochs of a tuning run; default as many as others.", 0);
    private static readonly Option<string> Out = Text("--out", "DIR", "Folder of the comparison; default comparisons/NAME.");

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All =>
        [Methods, Seeds, FirstSeed, .. ConfigOptions.All.Where(option => option.Name is not ("--method" or "--seed")),
            Jobs, Baseline, Tune, TuneEpochs, Out];

    /// <summary>The plan that a command line means.</summary>
    /// <param name="what">A file or the name of an experiment.</param>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="ConfigException">All that is wrong with it.</exception>
    public static ComparisonPlan Read(string what, ParseResult parsed)
    {
        var config = ConfigOptions.Read(what, parsed);
        var problems = new List<ConfigProblem>();
        var methods = MethodsOf(parsed, config, problems);
        var jobs = parsed.GetValue(Jobs);
        if (config.GetInteger("training.threads") == 0)
        {
            var threads = Math.Max(1, Environment.ProcessorCount / jobs);
            config = ConfigReader.Override(config, [string.Create(CultureInfo.InvariantCulture, $"training.threads={threads}")]);
        }
        var tuned = (parsed.GetValue(Tune) ?? []).Select(text => TunedKeyOf(text, config, problems)).OfType<TunedKey>().ToArray();
        var baseline = parsed.GetValue(Baseline) ?? (methods.Contains(DefaultBaseline) ? DefaultBaseline : methods.Count > 0 ? methods[0] : "");
        if (methods.Count > 0 && !methods.Contains(baseline))
            problems.Add(new("--baseline", "the baseline", $"one of the methods, {string.Join(", ", methods)}", $"'{baseline}'",
                NearestName.Find(baseline, methods)));
        if (problems.Count > 0) throw new ConfigException(problems);
        var tuningEpochs = parsed.GetValue(TuneEpochs);
        return new ComparisonPlan
        {
            Config = config,
            Methods = methods,
            Baseline = baseline,
            Seeds = [.. Enumerable.Range(parsed.GetValue(FirstSeed), parsed.GetValue(Seeds)).Select(seed => (long)seed)],
            Folder = Path.GetFullPath(parsed.GetValue(Out) ?? Path.Join("comparisons", config.GetText("experiment"))),
            CommandLine = CommandText.OfProcess(),
            Jobs = jobs,
            Tuned = tuned,
            TuningEpochs = tuningEpochs == 0 ? null : tuningEpochs,
        };
    }

    private static IReadOnlyList<string> MethodsOf(ParseResult parsed, ConfigValues config, List<ConfigProblem> problems)
    {
        string[] known = [.. Catalog.Methods.Select(method => method.Name)];
        if (parsed.GetValue(Methods) is not { } given) return Catalog.MethodsFor(config.GetText("data.dataset"));
        var names = given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Where(name => !known.Contains(name)))
            problems.Add(new("--methods", "a method", $"one of {string.Join(", ", known)}", $"'{name}'", NearestName.Find(name, known)));
        if (names.Length == 0 || names.Distinct().Count() != names.Length)
            problems.Add(new("--methods", "the list", "one or more different names", $"'{given}'"));
        return names;
    }

    private static TunedKey? TunedKeyOf(string text, ConfigValues config, List<ConfigProblem> problems)
    {
        var (path, values) = text.Split('=', 2) is [var key, var list] ? (key, list.Split(',', StringSplitOptions.TrimEntries)) : (text, []);
        if (values.Length == 0 || values.Any(value => value.Length == 0))
            problems.Add(new("--tune", $"'{text}'", "KEY=VALUE,VALUE, as optimizer.learning_rate=0.03,0.1", "something else"));
        else if (!config.Schema.TryFind(path, out var known))
            problems.Add(new("--tune", path, "a known key", "an unknown name", NearestName.Find(path, config.Schema.Keys.Select(k => k.Path))));
        else if (known.Path is "method.name" or "training.seed" or "training.epochs" or "experiment")
            problems.Add(new("--tune", path, "a setting that may differ between methods", "one that all have in common"));
        else
            return new TunedKey(path, values);
        return null;
    }

    private static Option<string> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static Option<int> Number(string name, string value, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = value };
        RequireAtLeast(option, 0);
        return option;
    }

    private static Option<int> Count(string name, string value, string description, int @default)
    {
        var option = new Option<int>(name) { Description = description, HelpName = value, DefaultValueFactory = _ => @default };
        RequireAtLeast(option, 1);
        return option;
    }

    private static void RequireAtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        var text = result.Tokens.Count == 0 ? null : result.Tokens[0].Value;
        if (text is not null && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least))
            result.AddError($"{option.Name} must be a whole number of at least {least}; got '{text}'.");
    });
}
