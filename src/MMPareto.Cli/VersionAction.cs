using System.CommandLine;
using System.CommandLine.Invocation;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Checks;

namespace MMPareto.Cli;

/// <summary>Prints the version alone, for scripts.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        terminal.Out.WriteLine(Doctor.Version);
        return ExitCode.Ok;
    }
}
