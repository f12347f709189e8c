using System.Diagnostics;
using System.Globalization;

namespace MMPareto.AcceptanceTests;

/// <summary>Processes that are killed, told to stop in each phase, or find nothing to write to: what they leave goes on to the files of a run that was not
/// disturbed. <c>tools/chaos</c> does it a hundred times.</summary>
public sealed class DisturbedRunTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>, IDisposable
{
    private const int StepsOfEpoch = 63;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_killed_while_a_state_is_written_and_once_more_ends_as_if_it_had_not_been()
    {
        RequireUnix();
        Kill(Command.Start(UndisturbedRun.Arguments(_folder.FullPath)), () => States("*.new").Length > 0 && Newest() >= 11);
        while (States("*.new").Length == 0) // it was done with it when the kill came
        {
            var reached = Newest();
            Kill(Command.Start("train", "--resume", Only(_folder.FullPath)), () => States("*.new").Length > 0 && Newest() > reached);
        }
        Kill(Command.Start("train", "--resume", Only(_folder.FullPath)), () => Newest() >= StepsOfEpoch + 2);
        GoOn();
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("train")]
    [InlineData("validate")]
    [InlineData("score")]
    public void SIGTERM_in_each_phase_leaves_what_goes_on(string phase)
    {
        RequireUnix();
        using var process = Command.Start(UndisturbedRun.Arguments(_folder.FullPath));
        Await(process, phase switch
        {
            "begin" => () => Directory.GetFiles(_folder.FullPath, "config.yaml", SearchOption.AllDirectories).Length > 0,
            "train" => () => Newest() >= 7,
            "validate" => () => Newest() == StepsOfEpoch && Lines("metrics.jsonl") == 0, // the state at the end of an epoch's steps is saved before validation
            _ => () => Lines("metrics.jsonl") == 2,
        });
        Signal("TERM", process);
        var result = Command.Finish(process);
        Assert.True(result.ExitCode is 0 or 1, $"{result.ExitCode}: {result.Error}");
        if (result.ExitCode == 1) Assert.Contains("mmpareto train --resume", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath, "*.new", SearchOption.AllDirectories));
        GoOn();
    }

    /// <summary>While clips are read there is nothing to go on from yet, and so nothing is left. A stand-in for ffmpeg tells when it is that far.</summary>
    [Fact]
    public void SIGTERM_while_data_is_read_leaves_nothing()
    {
        RequireUnix();
        var data = Path.Combine(_folder.FullPath, "data");
        Command.Run("data", "make", "weather", "--folder", data).Ends(0);
        foreach (var sound in Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories)) File.Move(sound, Path.ChangeExtension(sound, ".mp3"));
        var manifest = Path.Combine(data, "some.csv");
        File.WriteAllLines(manifest, File.ReadLines(Path.Combine(data, "weather.csv")).Take(41).Select(line => line.Replace(".wav", ".mp3", StringComparison.Ordinal)));
        var asked = Path.Combine(_folder.FullPath, "asked");
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullPath, "bin")).FullName, "ffmpeg");
        File.WriteAllText(program, $"#!/bin/sh\ntouch '{asked}'\nsleep 0.1\nfor each; do case $each in file:*) exec cat \"${{each#file:}}\" ;; esac; done\n");
        Command.RunProgram("chmod", "u+x", program).Ends(0);
        var runs = Path.Combine(_folder.FullPath, "runs");

        using var process = Command.Start(
            ["train", manifest, "--out", runs, "--epochs", "1", "--threads", "1", "--plain"], [("PATH", $"{Path.GetDirectoryName(program)}:{Environment.GetEnvironmentVariable("PATH")}")]);
        Await(process, () => File.Exists(asked));
        Signal("TERM", process);
        var result = Command.Finish(process).Ends(1);
        Assert.Equal("mmpareto: stopped.", result.ErrorLines[^1]);
        Assert.False(Directory.Exists(runs));
    }

    /// <summary>A limit that weights fit below, and a state does not.</summary>
    [Fact]
    public void A_limit_on_the_size_of_files_keeps_what_was_there()
    {
        RequireUnix();
        var limited = Command.RunProgram("bash", ["-c", "ulimit -f 80; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$@\"", "bash", Command.Program, .. UndisturbedRun.Arguments(_folder.FullPath)]).Ends(1);
        Assert.Contains("file length was too large", limited.ErrorLines[^2], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("mmpareto train --resume", limited.ErrorLines[^1], StringComparison.Ordinal);
        GoOn();
    }

    /// <summary>A place where not even root may make a folder.</summary>
    [Fact]
    public void A_folder_that_cannot_be_written_to_is_one_line()
    {
        Need.That(OperatingSystem.IsLinux(), "/sys is Linux's");
        Assert.Contains("/sys/runs", Assert.Single(Command.Run(UndisturbedRun.Arguments("/sys/runs")).Ends(1).ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_is_refused_with_the_id_of_the_first()
    {
        RequireUnix();
        using var first = Command.Start(UndisturbedRun.Arguments(_folder.FullPath));
        Await(first, () => Newest() >= 2);
        var run = Only(_folder.FullPath);
        var refusal = Assert.Single(Command.Run("train", "--resume", run).Ends(1).ErrorLines);
        Assert.Contains(first.Id.ToString(CultureInfo.InvariantCulture), refusal, StringComparison.Ordinal);
        Command.Finish(first).Ends(0);
        RequireEqual(run);
    }

    [Fact]
    public void A_reader_that_leaves_ends_no_run()
    {
        RequireUnix();
        var arguments = string.Join(' ', UndisturbedRun.Arguments(_folder.FullPath));
        Command.RunProgram("bash", "-o", "pipefail", "-c", $"dotnet {Command.Program} {arguments} 2>/dev/null | head -n 1").Ends(0);
        RequireEqual(Only(_folder.FullPath));
    }

    private static string Only(string folder) => Assert.Single(Directory.GetDirectories(folder));

    /// <summary>The number of steps in the newest whole state; 0 for none.</summary>
    private int Newest() => States("epoch-*").Where(path => !path.EndsWith(".new", StringComparison.Ordinal))
        .Select(path => int.Parse(path[(path.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    private string[] States(string pattern)
    {
        var states = Directory.GetDirectories(_folder.FullPath).Select(run => Path.Combine(run, "states")).FirstOrDefault(Directory.Exists);
        return states is null ? [] : Directory.GetDirectories(states, pattern);
    }

    private int Lines(string name)
    {
        var file = Directory.GetFiles(_folder.FullPath, name, SearchOption.AllDirectories).FirstOrDefault();
        return file is null ? 0 : File.ReadAllText(file).Count(c => c == '\n');
    }

    private static void Kill(Process process, Func<bool> when)
    {
        using (process)
        {
            Await(process, when);
            process.Kill(); // SIGKILL
            process.WaitForExit();
        }
    }

    private static void Await(Process process, Func<bool> when)
    {
        try
        {
            for (var clock = Stopwatch.StartNew(); !when(); Thread.Sleep(1))
            {
                Assert.False(process.HasExited, "the run must not have ended yet");
                Assert.True(clock.Elapsed < Patience, "the run must come to that point");
            }
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    private static void Signal(string name, Process process) =>
        Command.RunProgram("kill", $"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)).Ends(0);

    private void GoOn()
    {
        var run = Only(_folder.FullPath);
        Command.Run("train", "--resume", run).Ends(0);
        RequireEqual(run);
    }

    private void RequireEqual(string run)
    {
        string[] files =
            ["metrics.jsonl", "gradients.jsonl", "summary.json", "predictions.csv", "config.yaml", "checkpoints/best.safetensors", "checkpoints/last.safetensors", "checkpoints/best.json"];
        Assert.All(files, file => Assert.True(
            File.ReadAllBytes(Path.Combine(undisturbed.Folder, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(run, file))), $"{file} must be equal"));
        Assert.Empty(Directory.GetFileSystemEntries(run, "*.new", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(run, "states")));
    }

    private static void RequireUnix() => Need.That(!OperatingSystem.IsWindows(), "Windows has no such signals");
}
