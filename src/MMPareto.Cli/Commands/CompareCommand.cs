using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto compare WHAT</c>: methods over seeds, with statistics; goes on where it was stopped.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> What = ConfigOptions.What();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The comparison's folder; default comparisons/ and the name of the experiment.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Plain = new("--plain")
    {
        Description = "One line a run in place of the live line.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("compare", "Compare methods over seeds; the same again goes on where it was stopped.") { What };
        foreach (var option in ComparisonOptions.All) command.Add(option);
        command.Add(Out);
        command.Add(Plain);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var (plan, jobs) = ComparisonOptions.Read(parsed.GetRequiredValue(What), parsed);
        var folder = parsed.GetValue(Out) ?? Path.Combine("comparisons", plan.Experiment);
        return StudyRun.Run(
            terminal, parsed.GetValue(Plain), folder,
            (observer, launcher, stop) => Comparison.Run(plan, folder, launcher, jobs, observer, stop),
            comparison => Finish(comparison, CommandText.Shown(folder), terminal));
    }

    private static int Finish(ComparisonRecord comparison, string folder, Terminal terminal)
    {
        foreach (var line in ComparisonText.Lines(TableSet.Of(comparison), terminal)) terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"Comparison folder: {folder}");
        var failed = comparison.Methods.Sum(method => method.Runs.Count(run => run.Failure is not null));
        if (failed == 0) return ExitCode.Ok;
        terminal.Error.WriteLine(
            $"mmpareto: {failed} of the runs failed, see the notes; the same command tries them again. What they printed is in {Path.Join(folder, "incomplete")}.");
        return ExitCode.Failed;
    }
}
