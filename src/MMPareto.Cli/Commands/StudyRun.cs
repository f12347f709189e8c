using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Experiments.Maps;

namespace MMPareto.Cli.Commands;

/// <summary>Goes through a comparison or a map: shows it, and stops it in good order.</summary>
internal static class StudyRun
{
    private const string ProgramName = "mmpareto";

    /// <summary>Runs it.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="isPlain">Whether a live line is not wanted.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="run">It.</param>
    /// <param name="finish">Shows what came out; gives the exit code.</param>
    public static int Run<T>(
        Terminal terminal, bool isPlain, string folder, Func<IMapObserver, IRunLauncher, CancellationToken, T> run, Func<T, int> finish)
    {
        IComparisonDisplay display = terminal.IsLive && !isPlain
            ? new LiveComparisonDisplay(terminal, TimeProvider.System) : new PlainComparisonDisplay(terminal, TimeProvider.System);
        using var interruption = new Interruption(
            () => display.Note("Stopping; runs that have finished are kept."), display.Abandon);
        try
        {
            return finish(display.Show(observer => run(observer, Launcher(), interruption.Token)));
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine(
                $"mmpareto: stopped on request; what has finished is in {CommandText.Shown(folder)}, and the same command goes on from there.");
            return ExitCode.Failed;
        }
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
