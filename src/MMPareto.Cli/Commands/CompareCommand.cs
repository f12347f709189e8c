using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto compare WHAT</c>: methods over seeds, with statistics; goes on where it was stopped.</summary>
internal static class CompareCommand
{
    private const string ProgramName = "mmpareto";

    private static readonly Argument<string> What = new("WHAT")
    {
        Description = "A config file, or a built-in experiment; 'mmpareto list experiments' names them.",
    };

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
        IComparisonDisplay display = terminal.IsLive && !parsed.GetValue(Plain)
            ? new LiveComparisonDisplay(terminal, TimeProvider.System) : new PlainComparisonDisplay(terminal, TimeProvider.System);
        using var interruption = new Interruption(
            () => display.Note("Stopping; runs that have finished are kept."), display.Abandon);
        try
        {
            var comparison = display.Show(observer => Comparison.Run(plan, folder, Launcher(), jobs, observer, interruption.Token));
            return Finish(comparison, CommandText.Shown(folder), terminal);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine(
                $"mmpareto: stopped on request; what has finished is in {CommandText.Shown(folder)}, and the same command goes on from there.");
            return ExitCode.Failed;
        }
    }

    private static int Finish(ComparisonRecord comparison, string folder, Terminal terminal)
    {
        foreach (var line in ComparisonText.Lines(comparison, terminal)) terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"Comparison folder: {folder}");
        var failed = comparison.Methods.Sum(method => method.Runs.Count(run => run.Failure is not null));
        if (failed == 0) return ExitCode.Ok;
        terminal.Error.WriteLine(
            $"mmpareto: {failed} of the runs failed, see the notes; the same command tries them again. What they printed is in {Path.Join(folder, "incomplete")}.");
        return ExitCode.Failed;
    }

    /// <summary>Starts this very program again, be it an executable or a library that dotnet runs.</summary>
    private static ChildProcessLauncher Launcher()
    {
        var process = Environment.ProcessPath;
        var name = Path.GetFileNameWithoutExtension(process);
        if (name == ProgramName) return new(process!, []);
        var host = name == "dotnet" ? process! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new(host, [Path.Combine(AppContext.BaseDirectory, $"{ProgramName}.dll")]);
    }
}
