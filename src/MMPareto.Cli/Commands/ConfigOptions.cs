using System.CommandLine;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Cli.Commands;

/// <summary>Options that stand for settings of a configuration, which checks their values.</summary>
internal static class ConfigOptions
{
    private static readonly (Option<string> Option, string Key)[] Short =
    [
        (Make("--method", "M", "Balancing method; 'mmpareto list methods' names them."), "method.name"),
        (Make("--epochs", "N", "Passes over the training data."), "training.epochs"),
        (Make("--seed", "S", "Seed of the first weights and of the order of samples."), "training.seed"),
        (Make("--threads", "T", "Threads to compute with; default OMP_NUM_THREADS, else all."), "training.threads"),
        (Make("--device", "D", "cpu, cuda or cuda:N."), "training.device"),
        (Make("--limit", "N", "Use only N samples of each set, for a quick trial."), "data.limit"),
        .. OfManifest(),
    ];

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Any other setting, as optimizer.momentum=0.5; may be repeated.",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All => [.. Short.Select(pair => pair.Option), Set];

    /// <summary>What is trained or shown.</summary>
    /// <param name="isOptional">Whether something else may stand in its place.</param>
    public static Argument<string> What(bool isOptional = false) => new("WHAT")
    {
        Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        Description = "A config file, a manifest (CSV, TSV, JSON lines, Parquet), or a built-in experiment; 'mmpareto list experiments' names them.",
    };

    /// <summary>Those that tell of a manifest's columns, new ones for each command, with the settings they stand for.</summary>
    public static (Option<string> Option, string Key)[] OfManifest() =>
    [
        (Make("--label", "COLUMN", "Of a manifest: the column to predict, as age=number or tags=multi-label where needed; several are tasks."), "data.label"),
        (Make("--columns", "A=KIND,B=KIND", "Of a manifest: kinds of columns that are not to be found out."), "data.columns"),
    ];

    /// <summary>Those of the data alone.</summary>
    public static IEnumerable<Option> OfData => [.. Short.Where(pair => pair.Key.StartsWith("data.", StringComparison.Ordinal)).Select(pair => pair.Option), Set];

    /// <summary>Names of the short options that were given.</summary>
    public static IEnumerable<string> Given(ParseResult parsed) =>
        Short.Where(pair => parsed.GetResult(pair.Option) is not null).Select(pair => pair.Option.Name);

    /// <summary>The settings of <c>--set</c>, each <c>key=value</c>.</summary>
    public static IReadOnlyList<string> Settings(ParseResult parsed) => parsed.GetValue(Set) ?? [];

    /// <summary>Reads the configuration that a command line means.</summary>
    /// <param name="what">A file or the name of an experiment.</param>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="ConfigException">All that is wrong with it.</exception>
    public static ConfigValues Read(string what, ParseResult parsed)
    {
        var given = Short.Where(pair => parsed.GetResult(pair.Option) is not null).ToArray();
        var settings = given.Select(pair => $"{pair.Key}={parsed.GetValue(pair.Option)}");
        try
        {
            return ExperimentSource.Read(what, [.. Settings(parsed), .. settings]);
        }
        catch (ConfigException e)
        {
            throw new ConfigException([.. e.Problems.Select(problem => AsTyped(problem, given))]);
        }
    }

    /// <summary>Names the option that was typed, not the setting it stands for.</summary>
    internal static ConfigProblem AsTyped(ConfigProblem problem, IReadOnlyList<(Option<string> Option, string Key)> given)
    {
        var option = given.FirstOrDefault(pair => problem.Source == $"--set {pair.Key}").Option;
        return option is null ? problem : problem with { Source = option.Name };
    }

    private static Option<string> Make(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
