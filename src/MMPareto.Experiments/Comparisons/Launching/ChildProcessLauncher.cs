using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons.Launching;

/// <summary>Trains in a process of its own, <c>mmpareto train</c>, so that a native abort ends one run only and each has
/// its own threads.</summary>
/// <remarks>
/// All that the process prints is kept in <see cref="LogName"/> beside the run's files. Its standard input is a pipe that is never
/// written to: when this process ends, however it ends, the pipe closes and the run ends too.
/// </remarks>
/// <param name="program">The program to start.</param>
/// <param name="arguments">What stands before <c>train</c>, such as the path of a library.</param>
public sealed partial class ChildProcessLauncher(string program, IReadOnlyList<string> arguments) : IRunLauncher
{
    /// <summary>Name of the file with all that a run has printed.</summary>
    public const string LogName = "output.log";

    /// <summary>Name of the file, in a run's place, that it is started from.</summary>
    public const string ConfigName = "config.yaml";

    /// <summary>The option of <c>mmpareto train</c> that ends it when its standard input is closed.</summary>
    public const string EndWithInput = "--end-with-input";

    private const int BadInput = 2; // as the command tells its shell
    private const string Prefix = "mmpareto: ";

    /// <inheritdoc/>
    public LaunchResult Launch(ConfigValues config, string place, string? unfinished, Action<int> epochFinished, CancellationToken stop)
    {
        var file = Path.Combine(place, ConfigName);
        File.WriteAllText(file, ConfigWriter.Write(config));
        using var process = new Process
        {
            StartInfo = Describe(unfinished is null ? ["train", file, "--out", place] : ["train", "--resume", unfinished]),
        };
        int code;
        string lastError;
        try
        {
            (code, lastError) = Run(process, Path.Combine(place, LogName), epochFinished, stop);
        }
        catch (Win32Exception e)
        {
            return new(LaunchState.Failed, Message: $"{program} must start as a process; got: {e.Message}. With several jobs, try fewer.");
        }
        if (code == 0 && Directory.GetDirectories(place) is [var folder]) return new(LaunchState.Finished, folder);
        if (stop.IsCancellationRequested) return new(LaunchState.Stopped);
        var message = Message(lastError, file);
        return code == BadInput && message.Length > 0 ? new(LaunchState.Refused, Message: message)
            : new(LaunchState.Failed, Message: string.Create(
                CultureInfo.InvariantCulture, $"ended with exit code {code}{(message.Length == 0 ? "" : $": {message}")}"));
    }

    private ProcessStartInfo Describe(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(program, [.. arguments, .. command, "--plain", EndWithInput])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.TryAdd("MALLOC_ARENA_MAX", "1"); // as the script mmpareto has it: memory stays flat over epochs
        return start;
    }

    private static (int Code, string LastError) Run(
        Process process, string log, Action<int> epochFinished, CancellationToken stop)
    {
        using var writer = new StreamWriter(log, append: true) { AutoFlush = true };
        var (gate, lastError) = (new Lock(), "");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (gate) writer.WriteLine(line.Data);
            if (EpochLine().Match(line.Data) is { Success: true } match) epochFinished(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (string.IsNullOrWhiteSpace(line.Data)) return;
            lock (gate) writer.WriteLine(lastError = line.Data);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (stop.Register(() => Kill(process))) process.WaitForExit();
        return (process.ExitCode, lastError);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>What the run said last, without what names the program and the file that is gone afterwards.</summary>
    private static string Message(string line, string config)
    {
        var message = line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line;
        return message.StartsWith(config, StringComparison.Ordinal) ? Place().Replace(message[config.Length..], "") : message;
    }

    [GeneratedRegex(@"^epoch=(\d+)/")]
    private static partial Regex EpochLine();

    [GeneratedRegex(@"^:(\d+:)? *")]
    private static partial Regex Place();
}
