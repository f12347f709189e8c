using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Native;
using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto train WHAT</c>: trains, shows progress, leaves a run folder.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string> What = ConfigOptions.What(isOptional: true);

    private static readonly Option<string> Resume = new("--resume")
    {
        Description = "Go on with the run in a run folder that was cut off; in the place of WHAT. Of other settings, --set takes a few.",
        HelpName = "RUN",
    };

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
        command.Add(Resume);
        command.Add(Out);
        command.Add(Plain);
        command.Add(EndWithInput);
        command.Validators.Add(result =>
        {
            if (result.GetResult(What) is not { Tokens.Count: > 0 } && result.GetResult(Resume) is null)
                result.AddError("Required argument 'WHAT' missing for command: 'train'.");
        });
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(EndWithInput)) InputWatch.EndWithInput();
        var train = parsed.GetValue(Resume) is { } run ? GoOnWith(run, parsed) : Begin(parsed);
        LibTorch.EnsureLoaded();
        Allocator.KeepFreedMemory();
        ITrainingDisplay display = terminal.IsLive && !parsed.GetValue(Plain)
            ? new LiveDisplay(terminal, TimeProvider.System) : new PlainDisplay(terminal, TimeProvider.System);
        using var interruption = new Interruption(
            () => display.Note("Stopping after this step; all is kept to go on from. Ctrl-C again ends at once."),
            display.Abandon);
        try
        {
            return Finish(display.Show(observer => train(observer, interruption.Token)), display.TestCount, terminal);
        }
        catch (Exception e) when (display.Folder is { } folder && Directory.Exists(folder.FullPath) && e is not BadInputException)
        {
            throw new UnfinishedRunException($"What was learnt until then is in {CommandText.Shown(folder.FullPath)}. {HowToGoOn(folder)}", e);
        }
    }

    private static Func<ITrainingObserver, CancellationToken, ExperimentResult> Begin(ParseResult parsed)
    {
        var config = ConfigOptions.Read(parsed.GetRequiredValue(What), parsed);
        return (observer, stop) => Experiment.Run(config, parsed.GetValue(Out)!, CommandText.OfProcess(), observer, TimeProvider.System, stop);
    }

    private static Func<ITrainingObserver, CancellationToken, ExperimentResult> GoOnWith(string run, ParseResult parsed)
    {
        string[] others = [.. ConfigOptions.Given(parsed), .. parsed.GetValue(What) is { } what ? (string[])[$"WHAT '{what}'"] : [],
            .. parsed.GetResult(Out) is { Implicit: false } ? (string[])["--out"] : []];
        if (others.Length > 0)
            throw new BadInputException($"--resume must stand alone, as all else is the run's; got {string.Join(" and ", others)} too. Leave it out.");
        var folder = RunArguments.Open(run);
        return (observer, stop) => Experiment.Resume(folder, ConfigOptions.Settings(parsed), observer, TimeProvider.System, stop);
    }

    private static string HowToGoOn(RunFolder folder) =>
        $"Go on with: mmpareto train --resume {CommandText.Quote(CommandText.Shown(folder.FullPath))}";

    private static int Finish(ExperimentResult result, int testCount, Terminal terminal)
    {
        var folder = CommandText.Shown(result.Folder.FullPath);
        if (result.Summary is not { } summary)
        {
            terminal.Error.WriteLine($"mmpareto: stopped before the first epoch was whole; {folder} has no results yet.");
            terminal.Error.WriteLine($"mmpareto: {HowToGoOn(result.Folder)}");
            return ExitCode.Failed;
        }
        if (result.HadFinished) terminal.Error.WriteLine("mmpareto: the run has finished; nothing is left to do.");
        foreach (var line in SummaryText.Lines(summary, testCount, folder, terminal.Room))
            terminal.Out.WriteLine(line);
        if (summary.StoppedBy != StopReason.Interrupted) return ExitCode.Ok;
        var done = SummaryText.EpochCount(summary.Epochs);
        terminal.Error.WriteLine($"mmpareto: stopped on request after {done}; the results are in {folder}.");
        terminal.Error.WriteLine($"mmpareto: {HowToGoOn(result.Folder)}");
        return ExitCode.Failed;
    }
}
