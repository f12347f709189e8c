using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Reports;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto report RUN|COMPARISON</c>: one HTML file that shows what came out.</summary>
internal static class ReportCommand
{
    private const string PlotsBeside = "plots";

    private static readonly Argument<string> Folder = new("PATH")
    {
        Description = "The folder of a run, a comparison or a map.",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The file to write; report.html in the folder by default.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Plots = new("--plots")
    {
        Description = "Write every plot as SVG and PNG too; without DIR into 'plots' beside the report.",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("report", "Write a report of a run, a comparison or a map: one HTML file.") { Folder, Out, Plots };
        command.SetAction(parsed => Write(parsed, terminal));
        return command;
    }

    private static int Write(ParseResult parsed, Terminal terminal)
    {
        try
        {
            var folder = parsed.GetRequiredValue(Folder);
            var file = Path.GetFullPath(parsed.GetValue(Out) ?? Path.Combine(folder, Report.DefaultName));
            var report = Report.Read(folder);
            ReportFile.RequireFree(file);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            ReportFile.Write(report, file);
            terminal.Out.WriteLine($"Report: {CommandText.Shown(file)}");
            if (parsed.GetResult(Plots) is null) return ExitCode.Ok;
            var plots = Path.GetFullPath(parsed.GetValue(Plots) ?? Path.Combine(Path.GetDirectoryName(file)!, PlotsBeside));
            ReportFile.WritePlots(report, plots);
            terminal.Out.WriteLine($"Plots: {CommandText.Shown(plots)}");
            return ExitCode.Ok;
        }
        catch (ReportException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
