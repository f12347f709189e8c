using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Native;
using MMPareto.Runs;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto train WHAT</c>: trains, shows progress, leaves a run folder.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string> What = ConfigOptions.What();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder that the run folder is made in.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "runs",
    };

    private static readonly Option<bool> Plain = new("--plain")
    {
        Description = "One line an epoch in place of the live table.",
    };

    private static readonly Option<bool> EndWithInput = new(ChildProcessLauncher.EndWithInput)
    {
        Description = "End at once when standard input is closed.",
        Hidden = true, // for the runs of 'mmpareto compare'
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("train", "Train a model and keep all of it in a run folder.") { What };
        foreach (var option in ConfigOptions.All) command.Add(option);
        command.Add(Out);
        command.Add(Plain);
        command.Add(EndWithInput);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(EndWithInput)) InputWatch.EndWithInput();
        var config = ConfigOptions.Read(parsed.GetRequiredValue(What), parsed);
        LibTorch.EnsureLoaded();
        Allocator.KeepFreedMemory();
        ITrainingDisplay display = terminal.IsLive && !parsed.GetValue(Plain)
            ? new LiveDisplay(terminal, TimeProvider.System) : new PlainDisplay(terminal, TimeProvider.System);
        using var interruption = new Interruption(
            () => display.Note("Stopping after this step; whole epochs are kept. Ctrl-C again ends at once."),
            display.Abandon);
        var result = display.Show(observer => Experiment.Run(
            config, parsed.GetValue(Out)!, CommandText.OfProcess(), observer, TimeProvider.System,
            interruption.Token));
        return Finish(result, display.TestCount, terminal);
    }

    private static int Finish(ExperimentResult result, int testCount, Terminal terminal)
    {
        var folder = CommandText.Shown(result.Folder.FullPath);
        if (result.Summary is not { } summary)
        {
            terminal.Error.WriteLine(
                $"mmpareto: stopped before the first epoch was whole; {folder} has no results.");
            return ExitCode.Failed;
        }
        foreach (var line in SummaryText.Lines(summary, testCount, folder, terminal.Room))
            terminal.Out.WriteLine(line);
        if (summary.StoppedBy != StopReason.Interrupted) return ExitCode.Ok;
        var done = SummaryText.EpochCount(summary.Epochs);
        terminal.Error.WriteLine($"mmpareto: stopped on request after {done}; the results are in {folder}.");
        return ExitCode.Failed;
    }
}
