using System.CommandLine;
using System.Globalization;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Maps;

namespace MMPareto.Cli.Commands;

/// <summary>The options that say what is compared.</summary>
internal static class ComparisonOptions
{
    private static readonly Option<string> Methods = Make(
        "--methods", "A,B,C", "Methods, in the order of the table; default: all that suit the data. Approximations as mmpareto~features, mmpareto~refresh10.");

    private static readonly Option<string> Baseline = Make(
        "--baseline", "M", "The method that the others are held against; default uniform, else the first.");

    private static readonly Option<string> Pairs = Make(
        "--pairs", "A:B,C:D", "Other methods held against each other; default mmpareto:uniform-scaled,mmpareto:pareto, where compared.");

    private static readonly Option<string[]> Tune = new("--tune")
    {
        Description = "A setting to tune on validation for each method, as optimizer.learning_rate=0.01,0.1; may be repeated, every combination is tried.",
        HelpName = "KEY=V1,V2",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Any other setting of all runs, as optimizer.momentum=0.5; may be repeated.",
        HelpName = "KEY=VALUE",
    };

    private static readonly ConfigSchema Counts = new("comparison",
    [
        ConfigKey.WholeNumber("seeds", 3, "Training seeds of each method.") with { Range = ConfigRange.Between(1, 1000) },
        ConfigKey.WholeNumber("first-seed", 0, "The first seed; the others follow it.") with { Range = ConfigRange.Between(0, 1_000_000_000) },
        ConfigKey.WholeNumber("jobs", 1, "Runs at a time.") with { Range = ConfigRange.Between(1, 1024) },
        ConfigKey.WholeNumber("tune-epochs", 1, "Epochs of a run of the tuning; default: as many as those compared.")
            with { Range = ConfigRange.Between(1, int.MaxValue) },
    ]);

    private static readonly (Option<string> Option, string Key)[] Numbers =
        [.. Counts.Keys.Select(key => (Make($"--{key.Path}", "N", DescriptionOf(key)), key.Path))];

    private static readonly (Option<string> Option, string Key)[] Settings =
    [
        (Make("--epochs", "N", "Passes over the training data."), "training.epochs"),
        (Make("--threads", "T", "Threads of each run; default OMP_NUM_THREADS, else cores over jobs."), "training.threads"),
        (Make("--device", "D", "cpu, cuda or cuda:N."), "training.device"),
        (Make("--limit", "N", "Use only N samples of each set, for a quick trial."), "data.limit"),
        .. ConfigOptions.OfManifest(),
    ];

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All =>
    [
        Methods, .. Numbers.Take(2).Select(pair => pair.Option), .. Settings.Select(pair => pair.Option), Set, Baseline, Pairs,
        Numbers[2].Option, Tune, Numbers[3].Option,
    ];

    /// <summary>Reads a command line; all that is wrong with it is told at once.</summary>
    /// <param name="what">A file or the name of an experiment.</param>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="ConfigException">All that is wrong with it.</exception>
    public static (ComparisonPlan Plan, int Jobs) Read(string what, ParseResult parsed)
    {
        var (plan, request, jobs) = Read(what, parsed, ComparisonPlanner.Plan);
        return (plan with { CommandLine = CommandOf("compare", what, plan, request, parsed, []) }, jobs);
    }

    /// <summary>Reads a command line of a map; all that is wrong with it is told at once.</summary>
    /// <param name="what">A file or the name of an experiment.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="over">The dials, each <c>key=value,value,...</c>.</param>
    /// <exception cref="ConfigException">All that is wrong with it.</exception>
    public static (MapPlan Plan, int Jobs) ReadMap(string what, ParseResult parsed, IReadOnlyList<string> over)
    {
        var (plan, request, jobs) = Read(what, parsed, request => MapPlanner.Plan(request, over));
        return (plan with { CommandLine = CommandOf("map", what, plan.Cells[0].Comparison, request, parsed, over) }, jobs);
    }

    private static (T Plan, ComparisonRequest Request, int Jobs) Read<T>(string what, ParseResult parsed, Func<ComparisonRequest, T> makePlan)
    {
        var problems = new List<ConfigProblem>();
        var numbers = ReadNumbers(parsed, problems);
        var jobs = numbers?.GetInteger("jobs") ?? 1;
        var given = Settings.Where(pair => parsed.GetResult(pair.Option) is not null).ToArray();
        var request = new ComparisonRequest
        {
            What = what,
            Methods = List(parsed.GetValue(Methods)),
            SeedCount = numbers?.GetInteger("seeds") ?? 1,
            FirstSeed = numbers?.GetInteger("first-seed") ?? 0,
            Baseline = parsed.GetValue(Baseline),
            Pairs = List(parsed.GetValue(Pairs)),
            Settings = [.. parsed.GetValue(Set) ?? [], .. given.Select(pair => $"{pair.Key}={parsed.GetValue(pair.Option)}")],
            Threads = DefaultThreads(jobs),
            Tune = parsed.GetValue(Tune) ?? [],
            TuneEpochs = numbers?.IsSet("tune-epochs") == true ? numbers.GetInteger("tune-epochs") : null,
        };
        try
        {
            var plan = makePlan(request);
            if (problems.Count == 0) return (plan, request, jobs);
        }
        catch (ConfigException e)
        {
            problems.AddRange(e.Problems.Select(problem => ConfigOptions.AsTyped(problem, given)));
        }
        throw new ConfigException(problems);
    }

    private static string[]? List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ConfigValues? ReadNumbers(ParseResult parsed, List<ConfigProblem> problems)
    {
        var given = Numbers.Where(pair => parsed.GetResult(pair.Option) is not null);
        try
        {
            return ConfigReader.Read("", "the command line", Counts, given.Select(pair => $"{pair.Key}={parsed.GetValue(pair.Option)}"));
        }
        catch (ConfigException e)
        {
            problems.AddRange(e.Problems.Select(problem => problem with { Source = $"--{problem.Key}", Key = "the number" }));
            return null;
        }
    }

    private static int DefaultThreads(int jobs)
    {
        var variable = Environment.GetEnvironmentVariable("OMP_NUM_THREADS");
        return int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads > 0
            ? Math.Min(threads, 1024) : Math.Max(1, Environment.ProcessorCount / jobs);
    }

    /// <summary>The command that repeats the comparison anywhere: without folders, and with what depends on this machine written out.</summary>
    private static string CommandOf(
        string command, string what, ComparisonPlan plan, ComparisonRequest request, ParseResult parsed, IReadOnlyList<string> over)
    {
        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
        string[] words =
        [
            "mmpareto", command, Path.IsPathRooted(what) ? Path.GetFileName(what) : what,
            .. over.SelectMany(dial => new[] { "--over", dial }),
            "--methods", string.Join(',', plan.Methods.Select(method => method.Name)),
            "--seeds", Text(plan.Seeds.Count),
            .. plan.Seeds[0] == 0 ? (string[])[] : ["--first-seed", Text(plan.Seeds[0])],
            "--epochs", Text(plan.Epochs), "--threads", Text(plan.Threads),
            .. Settings.Skip(2).Where(pair => parsed.GetResult(pair.Option) is not null)
                .SelectMany(pair => new[] { pair.Option.Name, parsed.GetValue(pair.Option)! }),
            .. (parsed.GetValue(Set) ?? []).SelectMany(setting => new[] { "--set", setting }),
            "--baseline", plan.Baseline,
            .. request.Pairs is { Count: > 0 } pairs ? (string[])["--pairs", string.Join(',', pairs)] : [],
            .. request.Tune.SelectMany(setting => new[] { "--tune", setting }),
            .. request.TuneEpochs is { } epochs ? (string[])["--tune-epochs", Text(epochs)] : [],
        ];
        return string.Join(' ', words.Select(CommandText.Quote));
    }

    private static string DescriptionOf(ConfigKey key) =>
        key.Path == "tune-epochs" ? key.Description : $"{key.Description} Default {key.Default}.";

    private static Option<string> Make(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
