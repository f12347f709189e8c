using System.Diagnostics;
using System.Reflection;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Cli.Comparing;

/// <summary>Trains each run in a process of its own: libtorch's threads are a process's, and a crash takes only one run along.</summary>
internal sealed class ProcessLauncher : IRunLauncher
{
    private const int SignalInterrupt = 2;

    /// <inheritdoc/>
    public LaunchResult Launch(PlannedRun run, string folder, CancellationToken stop)
    {
        var configFile = Path.Join(folder, "config.yaml");
        File.WriteAllText(configFile, ConfigWriter.Write(run.Config));
        using var process = Process.Start(Describe(configFile, folder))!;
        using var log = new StreamWriter(Path.Join(folder, "log.txt"), append: true);
        var errors = new List<string>();
        var gate = new Lock();
        void Keep(string? line, bool isError)
        {
            if (line is null) return;
            lock (gate)
            {
                log.WriteLine(line);
                if (isError) errors.Add(line);
            }
        }
        process.OutputDataReceived += (_, line) => Keep(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (stop.Register(() => Interrupt(process))) process.WaitForExit();
        if (process.ExitCode == ExitCode.Ok) return new(LaunchOutcome.Finished);
        if (stop.IsCancellationRequested) return new(LaunchOutcome.Stopped);
        return Describe(process.ExitCode, errors);
    }

    private static LaunchResult Describe(int exitCode, List<string> errors)
    {
        const string Prefix = "mmpareto: ";
        var message = errors.LastOrDefault(line => line.Trim().Length > 0 && !line.Contains("--verbose", StringComparison.Ordinal)) ?? "it printed no error.";
        if (message.StartsWith(Prefix, StringComparison.Ordinal)) message = message[Prefix.Length..];
        return exitCode == ExitCode.BadInput ? new(LaunchOutcome.Refused, message)
            : new(LaunchOutcome.Failed, exitCode == ExitCode.Failed ? message : $"ended with code {exitCode}: {message}");
    }

    private static ProcessStartInfo Describe(string configFile, string folder)
    {
        var program = Assembly.GetExecutingAssembly().Location;
        var start = new ProcessStartInfo("dotnet", [program, "train", configFile, "--plain", "--out", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true, // its end tells the child that this process is gone
        };
        if (Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet") start.FileName = host;
        start.Environment[ParentWatch.Variable] = "1";
        return start;
    }

    private static void Interrupt(Process process)
    {
        if (process.HasExited) return;
        if (OperatingSystem.IsWindows()) process.Kill();
        else _ = NativeSignals.Kill(process.Id, SignalInterrupt);
    }
}
