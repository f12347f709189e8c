using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MMPareto.Cli.Commands;
using MMPareto.Cli.Display;

namespace MMPareto.Cli;

/// <summary>The command as a whole: parses, runs, turns every outcome into lines and an exit code.</summary>
internal sealed class CommandLine(Terminal terminal)
{
    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Show the stack trace of an error.",
        Recursive = true,
    };

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">What follows the name of the program.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction) return ParseErrors.Report(parsed, terminal.Error);
        try
        {
            var code = parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Interruption handles Ctrl-C
            });
            if (terminal.OutputProblem is not { } problem) return code;
            terminal.Error.WriteLine($"mmpareto: standard output could not be written to the end: {problem}");
            return code == ExitCode.Ok ? ExitCode.Failed : code;
        }
#pragma warning disable CA1031 // the last place where an exception can become a line for the user
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ErrorReport.Write(e, parsed.GetValue(_verbose), terminal.Error);
        }
    }

    internal RootCommand Root()
    {
        var root = new RootCommand("Balanced multimodal learning: train, evaluate and compare without code.")
        {
            TrainCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            PredictCommand.Create(terminal),
            ExportCommand.Create(terminal),
            DiagnoseCommand.Create(terminal),
            CompareCommand.Create(terminal),
            MapCommand.Create(terminal),
            ReportCommand.Create(terminal),
            ListCommand.Create(terminal),
            DataCommand.Create(terminal),
            ConfigCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            SelfTestCommand.Create(terminal),
            _verbose,
        };
        root.SetAction(_ => Overview.Write(terminal));
        foreach (var option in root.Options)
        {
            if (option is VersionOption) option.Action = new VersionAction(terminal);
            if (option is HelpOption { Action: HelpAction help }) help.MaxWidth = terminal.Width;
        }
        return root;
    }
}
