using System.CommandLine;
using System.Globalization;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Checks;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto doctor</c>: what this machine has and lacks.</summary>
internal static class DoctorCommand
{
    private const int Narrowest = 80;

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "doctor", "Check this machine: versions, libtorch, threads, data, terminal.");
        command.SetAction(_ => Run(terminal));
        return command;
    }

    private static int Run(Terminal terminal)
    {
        var results = new List<CheckResult>();
        foreach (var result in Doctor.Examine().Append(Examine(terminal)))
        {
            results.Add(result);
            CheckLines.Write(result, terminal);
        }
        var failures = results.Count(result => result.State == CheckState.Failure);
        var warnings = results.Count(result => result.State == CheckState.Warning);
        terminal.Out.WriteLine(
            failures + warnings == 0 ? "All is well." : $"{failures} failed, {warnings} to look at.");
        return failures == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    internal static CheckResult Examine(Terminal terminal)
    {
        if (!terminal.IsLive) return new("terminal", CheckState.Ok, "none: output goes to a file or pipe");
        var (letters, colours) = (terminal.IsUnicode ? "Unicode" : "ASCII only", terminal.HasColours ? "colours" : "no colours");
        var found = string.Create(CultureInfo.InvariantCulture, $"{terminal.Width} columns, {letters}, {colours}");
        return terminal.Width >= Narrowest
            ? new("terminal", CheckState.Ok, found)
            : new("terminal", CheckState.Warning, found,
                $"Widen it to {Narrowest} columns for the table of epochs, or train with --plain.");
    }
}
