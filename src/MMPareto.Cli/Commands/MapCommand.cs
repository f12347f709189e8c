using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Maps;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto map WHAT --over KEY=VALUES</c>: where does a method help? The same comparison over a grid of settings.</summary>
internal static class MapCommand
{
    private static readonly Argument<string> What = ConfigOptions.What();

    private static readonly Option<string[]> Over = new("--over")
    {
        Description = "A setting to vary, as data.noise=0.5,1,2; once or twice, every combination is a place of the map.",
        HelpName = "KEY=V1,V2",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The map's folder; default maps/ and the name of the experiment.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Plain = new("--plain")
    {
        Description = "One line a place in place of the live line.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("map", "Where does a method help? A comparison at every place of a grid of settings.") { What, Over };
        foreach (var option in ComparisonOptions.All) command.Add(option);
        command.Add(Out);
        command.Add(Plain);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var (plan, jobs) = ComparisonOptions.ReadMap(parsed.GetRequiredValue(What), parsed, parsed.GetValue(Over) ?? []);
        var folder = parsed.GetValue(Out) ?? Path.Combine("maps", plan.Cells[0].Comparison.Experiment);
        return StudyRun.Run(
            terminal, parsed.GetValue(Plain), folder,
            (observer, launcher, stop) => Map.Run(plan, folder, launcher, jobs, observer, stop),
            map => Finish(map, CommandText.Shown(folder), terminal));
    }

    private static int Finish(MapRecord map, string folder, Terminal terminal)
    {
        foreach (var line in ComparisonText.Lines(MapTables.Of(map), terminal)) terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"Map folder: {folder}");
        var failures = map.Cells.Sum(cell => cell.Failures);
        if (failures == 0) return ExitCode.Ok;
        terminal.Error.WriteLine($"mmpareto: {failures} of the runs failed, see the notes; the same command tries them again.");
        return ExitCode.Failed;
    }
}
