using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Checks;
using MMPareto.Native;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto selftest</c>: whether the mathematics holds on this machine.</summary>
internal static class SelfTestCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("selftest", "Check the mathematics on this machine against worked cases.");
        command.SetAction(_ => Run(terminal));
        return command;
    }

    private static int Run(Terminal terminal)
    {
        LibTorch.EnsureLoaded();
        var (passed, failed) = (0, 0);
        foreach (var result in SelfTest.Run())
        {
            if (result.Passed) passed++;
            else failed++;
            CheckLines.Write(result, terminal);
        }
        terminal.Out.WriteLine($"{passed} ok, {failed} wrong.");
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
