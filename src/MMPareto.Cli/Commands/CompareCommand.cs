using System.CommandLine;
using MMPareto.Cli.Comparing;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto compare WHAT</c>: methods over seeds, with intervals and tables.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> What = new("WHAT")
    {
        Description = "A config file, or a built-in experiment; 'mmpareto list experiments' names them.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("compare", "Train methods over seeds and tell which differences are more than noise.") { What };
        foreach (var option in CompareOptions.All) command.Add(option);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var plan = CompareOptions.Read(parsed.GetRequiredValue(What), parsed);
        var display = new ComparisonDisplay(terminal, plan, TimeProvider.System);
        using var interruption = new Interruption(
            () => terminal.Error.WriteLine("mmpareto: stopping; what is finished is kept. Ctrl-C again ends at once."), () => { });
        if (Comparison.Run(plan, new ProcessLauncher(), display, interruption.Token) is not { } record)
        {
            terminal.Error.WriteLine($"mmpareto: stopped on request; the same command goes on in {CommandText.Shown(plan.Folder)}.");
            return ExitCode.Failed;
        }
        foreach (var line in ComparisonText.Lines(record, terminal.Width, terminal.Room)) terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"All of it is in {CommandText.Shown(plan.Folder)}; 'mmpareto report {CommandText.Shown(plan.Folder)}' draws it.");
        return Outcome(record);
    }

    /// <summary>A method that suits the model no less than others but failed is a failure; a refusal of all is bad input.</summary>
    private static int Outcome(ComparisonRecord record)
    {
        if (record.Methods.All(method => method.Refused is not null)) return ExitCode.BadInput;
        return record.Methods.Any(method => method.Refused is null && method.Runs.Any(run => run.Failure is not null))
            ? ExitCode.Failed : ExitCode.Ok;
    }
}
